package io.zonegate.rollout;

import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** What the servers of a judged zone must answer. */
public final class JudgedFacts {
  private JudgedFacts() {}

  /**
   * The facts of a zone, which has an SOA record.
   *
   * @param at the time of the judgement, around which times of signatures are to be understood
   */
  public static ZoneFacts of(Zone zone, Instant at) {
    return new ZoneFacts(
        zone.serial(),
        rdata(zone, RecordType.SOA).get(0),
        rdata(zone, RecordType.DNSKEY).stream().sorted().toList(),
        expires(zone, at),
        zone.content().sha256());
  }

  /** RFC 4034 3.1.5: times of 32 bits, in serial number arithmetic. */
  private static Optional<Instant> expires(Zone zone, Instant at) {
    long now = at.getEpochSecond();
    long first = Long.MAX_VALUE;
    for (int s = 0; s < zone.rrsets(); s++) {
      for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
        first = Math.min(first, now + (Rrsig.of(zone, r).expiration() - (int) now));
      }
    }
    return first == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(first));
  }

  /** RDATA of the records at the apex in canonical form, the form that answers are compared in. */
  private static List<String> rdata(Zone zone, int type) {
    List<String> found = new ArrayList<>();
    int rrset = zone.findRrset(0, type);
    if (rrset < 0) {
      return found;
    }
    try {
      Name apex = new Name(zone.apex());
      for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
        Record record = Record.newRecord(apex, type, DClass.IN, 0, zone.rdata(r));
        found.add(HexFormat.of().formatHex(record.rdataToWireCanonical()));
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException("what the reader took is in wire form", e);
    }
  }
}
