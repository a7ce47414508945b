package io.zonegate.transfer;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.ZoneSigner;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;

/**
 * Signed zones of one name, valid now, without names of 255 octets: NSD 4.6 does not survive those
 * with NSEC3.
 *
 * @param text the signed zone
 * @param ds the parent's DS record
 */
public record SmallZone(String text, String ds) {
  /** Their name. */
  public static final Name ORIGIN = Name.fromConstantString("zone.example.");

  private static final long TTL = 3600;

  /** Versions differ in the SOA record, in one name and its place in the chain. */
  public static SmallZone of(long serial) {
    return of(serial, Denial.nsec3(false), List.of());
  }

  /** The same with this denial of existence and more records. */
  public static SmallZone of(long serial, Denial denial, List<Record> more) {
    Instant at = Instant.now().truncatedTo(ChronoUnit.HOURS);
    SigningKeys keys = SigningKeys.pair(KeyAlgorithm.ECDSAP256, 1);
    ZoneShape shape = ZoneShape.of(ORIGIN.toString(), 1, 40).withExtras(3, 4, 0);
    List<Record> records = new ArrayList<>();
    for (Record r : ZoneMaker.records(shape)) {
      records.add(r instanceof SOARecord soa ? SignedZone.withSerial(soa, serial) : r);
    }
    records.add(
        new TXTRecord(
            Name.fromConstantString("version-" + serial + "." + ORIGIN), DClass.IN, TTL, "x"));
    records.addAll(more);
    SigningPlan plan =
        new SigningPlan(
            keys, denial, at.minus(Duration.ofDays(1)), at.plus(Duration.ofDays(14)), TTL);
    return new SmallZone(
        ZoneSigner.sign(ORIGIN, records, plan).text(),
        keys.dnskeySigners().get(0).dsText(ORIGIN, TTL) + "\n");
  }

  /** As the reader sees it. */
  public Zone zone() throws ZoneReadException {
    return read(text);
  }

  /** A zone from its text. */
  public static Zone read(String text) throws ZoneReadException {
    return ZoneSource.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), "text", null);
  }
}
