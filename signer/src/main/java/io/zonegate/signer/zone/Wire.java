package io.zonegate.signer.zone;

import java.util.Arrays;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Wire forms that dnsjava has but does not show. */
final class Wire {

  /** Type, class, TTL and RDLENGTH (RFC 1035, 3.2.1). */
  private static final int FIXED_OCTETS = 10;

  private Wire() {}

  /** RDATA without compression and with the case of names kept. */
  static byte[] rdata(Record record) {
    byte[] whole = record.toWire(Section.ANSWER);
    return Arrays.copyOfRange(whole, record.getName().length() + FIXED_OCTETS, whole.length);
  }
}
