package io.zonegate.testzones.fault;

import io.zonegate.testzones.sign.CanonicalForm;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneMessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** Gives the zone of a workshop ZONEMD records, right ones or others, and signs them. */
final class ZonemdEdit {

  private static final long TTL = 3_600;

  private ZonemdEdit() {}

  /** Signs the zone with a placeholder, so that the denial of existence lists ZONEMD. */
  static SignedZone withPlaceholder(Workshop w) {
    w.addUnsigned("@ IN ZONEMD " + serial(w) + " 1 1 " + "00".repeat(48));
    return w.zone();
  }

  /** A right record over the zone as it stands. */
  static byte[] right(Workshop w, int hash) {
    return ZoneMessageDigest.rdata(w.zone(), serial(w), hash);
  }

  /** A record with scheme, hash and digest of any kind. */
  static byte[] other(Workshop w, int scheme, int hash, int octets) {
    byte[] digest = new byte[octets];
    w.random().nextBytes(digest);
    return ZoneMessageDigest.rdata(serial(w), scheme, hash, digest);
  }

  /** The SOA's serial. */
  static long serial(Workshop w) {
    return w.unsigned().stream()
        .filter(SOARecord.class::isInstance)
        .map(r -> ((SOARecord) r).getSerial())
        .findFirst()
        .orElseThrow();
  }

  /** Puts these records in the place of the placeholder and signs them. */
  static void set(Workshop w, byte[]... rdatas) {
    SignedZone zone = w.zone();
    zone.removeRrset(Workshop.ORIGIN, ZoneMessageDigest.ZONEMD);
    List<byte[]> all = List.of(rdatas);
    StringBuilder lines = new StringBuilder();
    for (byte[] rdata : all) {
      // dnsjava makes no record whose digest has not the length of its hash.
      lines.append(Workshop.ORIGIN).append('\t').append(TTL).append("\tIN\tTYPE63\t\\# ");
      lines.append(rdata.length).append(' ').append(HexFormat.of().formatHex(rdata)).append('\n');
    }
    for (SoftwareKey key : zone.plan().keys().signersOf(ZoneMessageDigest.ZONEMD)) {
      RrsigFields fields =
          RrsigFields.right(
              Workshop.ORIGIN,
              ZoneMessageDigest.ZONEMD,
              TTL,
              key,
              Workshop.ORIGIN,
              zone.plan().inception(),
              zone.plan().expiration());
      byte[] signed =
          CanonicalForm.signedData(fields, Workshop.ORIGIN, ZoneMessageDigest.ZONEMD, all);
      zone.addSignature(Workshop.ORIGIN, TTL, fields, key.sign(signed));
    }
    w.rewrite(text -> text + lines);
  }

  /** The unsigned input with these ZONEMD records. */
  static void setUnsigned(Workshop w, boolean right) {
    List<Record> input = new ArrayList<>(w.unsigned());
    SignedZone plain = SignedZone.unsigned(Workshop.ORIGIN, input);
    byte[] rdata = ZoneMessageDigest.rdata(plain, serial(w), 1);
    if (!right) {
      rdata[rdata.length - 1] ^= 1;
    }
    input.add(Record.newRecord(Workshop.ORIGIN, ZoneMessageDigest.ZONEMD, DClass.IN, TTL, rdata));
    w.unsignedText(Workshop.lines(input));
  }

  /** A zone cut short: without the last delegation, digested as if it had it. */
  static void cutUnsigned(Workshop w) {
    List<Record> input = new ArrayList<>(w.unsigned());
    byte[] rdata =
        ZoneMessageDigest.rdata(SignedZone.unsigned(Workshop.ORIGIN, input), serial(w), 1);
    var lost = w.someInsecureDelegation();
    w.unsigned().removeIf(r -> r.getName().subdomain(lost));
    input.removeIf(r -> r.getName().subdomain(lost) && r.getType() != Type.SOA);
    input.add(Record.newRecord(Workshop.ORIGIN, ZoneMessageDigest.ZONEMD, DClass.IN, TTL, rdata));
    w.unsignedText(Workshop.lines(input));
  }
}
