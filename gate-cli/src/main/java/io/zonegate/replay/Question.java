package io.zonegate.replay;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * What a resolver is asked for.
 *
 * @param name absolute
 * @param type type number
 */
record Question(Name name, int type) {

  Record record() {
    return Record.newRecord(name, type, DClass.IN);
  }

  /** For messages, for instance {@code example. SOA}. */
  @Override
  public String toString() {
    return name + " " + Type.string(type);
  }
}
