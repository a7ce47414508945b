package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.ZoneSigner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;

/** Gives a workshop the zone that was released before its candidate. */
public final class PreviousZone {

  private PreviousZone() {}

  /** The unsigned zone as it stands now, with the serial before and changed, signed as planned. */
  public static void set(Workshop w, Consumer<List<Record>> change) {
    set(w, w.plan(), change);
  }

  /** The same, signed by another plan. */
  static void set(Workshop w, SigningPlan plan, Consumer<List<Record>> change) {
    List<Record> records = new ArrayList<>(w.unsigned());
    withSerial(records, ZonemdEdit.serial(w) - 1);
    change.accept(records);
    w.previous(ZoneSigner.sign(Workshop.ORIGIN, records, plan).text());
  }

  /** Moves the serial of the workshop's zone on. */
  public static void advance(Workshop w, int by) {
    withSerial(w.unsigned(), ZonemdEdit.serial(w) + by);
  }

  /** Gives the SOA another serial. */
  public static void withSerial(List<Record> records, long serial) {
    records.replaceAll(r -> r instanceof SOARecord soa ? SignedZone.withSerial(soa, serial) : r);
  }
}
