package io.zonegate.verifier.zonemd;

import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The verification of a zone by the ZONEMD records at its apex (RFC 8976 section 4). It succeeds
 * where one of the records is right.
 *
 * @param records the records, each with what it is worth
 */
public record ZonemdVerification(List<Answer> records) {
  /** What a record is worth. */
  public enum Status {
    /** It fits the zone. */
    RIGHT,
    /** Its digest is not the zone's. */
    WRONG_DIGEST,
    /** Its serial is not the SOA's. */
    WRONG_SERIAL,
    /** Its digest has not the length of its hash algorithm, or fewer than 12 octets. */
    WRONG_LENGTH,
    /** Another record has the same scheme and hash algorithm. */
    REPEATED,
    /** Its scheme or hash algorithm is not known. */
    UNSUPPORTED
  }

  /**
   * One ZONEMD record.
   *
   * @param record its number in the zone
   * @param status what it is worth
   * @param text a sentence on it
   */
  public record Answer(int record, Status status, String text) {}

  /** Copies the list. */
  public ZonemdVerification {
    records = List.copyOf(records);
  }

  /** Verifies a zone; an empty list where its apex has no ZONEMD record. */
  public static ZonemdVerification of(Zone zone) {
    int rrset = zone.findRrset(0, RecordType.ZONEMD);
    List<Answer> answers = new ArrayList<>();
    if (rrset < 0) {
      return new ZonemdVerification(answers);
    }
    Set<Integer> seen = new HashSet<>();
    Set<Integer> repeated = new HashSet<>();
    Set<Integer> hashes = new TreeSet<>();
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      Zonemd zonemd = Zonemd.of(zone, r);
      if (!seen.add(kind(zonemd))) {
        repeated.add(kind(zonemd));
      }
      if (zonemd.isSupported()) {
        hashes.add(zonemd.hash());
      }
    }
    Map<Integer, byte[]> digests = hashes.isEmpty() ? Map.of() : SimpleDigest.of(zone, hashes);
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      Zonemd zonemd = Zonemd.of(zone, r);
      answers.add(answer(zone, r, zonemd, repeated.contains(kind(zonemd)), digests));
    }
    return new ZonemdVerification(answers);
  }

  /** Whether one of the records is right. */
  public boolean succeeds() {
    return records.stream().anyMatch(answer -> answer.status() == Status.RIGHT);
  }

  /** Whether it neither succeeds nor fails: no scheme or hash of any record is known. */
  public boolean isOpen() {
    return !records.isEmpty()
        && records.stream().allMatch(answer -> answer.status() == Status.UNSUPPORTED);
  }

  private static int kind(Zonemd zonemd) {
    return zonemd.scheme() << 8 | zonemd.hash();
  }

  private static Answer answer(
      Zone zone, int record, Zonemd zonemd, boolean repeated, Map<Integer, byte[]> digests) {
    String name = "ZONEMD (scheme " + zonemd.scheme() + ", hash " + zonemd.hash() + ")";
    int octets = zonemd.digestOctets();
    int expected = zonemd.isSupported() ? zonemd.hashOctets() : octets;
    if (octets < Zonemd.LEAST_DIGEST || octets != expected) {
      return new Answer(
          record,
          Status.WRONG_LENGTH,
          name
              + " has a digest of "
              + octets
              + " octets; it must have "
              + (zonemd.isSupported() ? "" + expected : "at least " + Zonemd.LEAST_DIGEST));
    }
    if (repeated) {
      return new Answer(
          record, Status.REPEATED, name + " is not the only one with this scheme and hash");
    }
    if (zonemd.serial() != zone.serial()) {
      return new Answer(
          record,
          Status.WRONG_SERIAL,
          name + " has the serial " + zonemd.serial() + "; the SOA has " + zone.serial());
    }
    if (!zonemd.isSupported()) {
      return new Answer(
          record, Status.UNSUPPORTED, name + " has a scheme or hash algorithm that is not known");
    }
    byte[] digest = digests.get(zonemd.hash());
    if (!zonemd.hasDigest(digest)) {
      return new Answer(
          record,
          Status.WRONG_DIGEST,
          name + " is not the digest of this zone, which is " + HexFormat.of().formatHex(digest));
    }
    return new Answer(record, Status.RIGHT, name + " is the digest of this zone");
  }
}
