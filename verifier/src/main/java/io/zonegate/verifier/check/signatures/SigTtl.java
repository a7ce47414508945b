package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** SIG-TTL. */
@CheckInfo(
    id = "SIG-TTL",
    title = "TTLs agree: within each RRset, in its RRSIGs and in their original TTL",
    group = CheckGroup.SIGNATURES,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 4034 section 3; RFC 2181 section 5.2; RFC 4035 section 2.2",
    examines = "RRsets",
    explanation =
        """
        All records of an RRset have one TTL, its RRSIGs have the same, and the original TTL field says \
        the same. A TTL above the original is cut by validators; one that differs within the RRset makes \
        caches keep a part of it. An RRSIG's TTL that was cut to its validity, where the RRset's is longer, is \
        only warned of.""",
    remedy = "Mend the TTLs in the unsigned zone and sign anew.")
public final class SigTtl implements Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        if (zone.hasData(s)) {
          examination.examined(1);
          rrset(zone, o, s, examination);
        }
      }
    }
    int end = zone.firstDuplicate(range.end());
    for (int i = zone.firstDuplicate(range.first()); i < end; i++) {
      repeated(zone, zone.duplicate(i), examination);
    }
  }

  private static void rrset(Zone zone, int owner, int rrset, Examination examination) {
    int first = zone.firstRecord(rrset);
    int ttl = zone.ttl(first);
    int type = zone.type(rrset);
    for (int r = first + 1; r < zone.firstSignature(rrset); r++) {
      int other = zone.ttl(r);
      if (other != ttl) {
        examination.block(
            owner,
            type,
            r,
            () ->
                zone.ownerName(owner)
                    + " "
                    + RecordType.mnemonic(type)
                    + " has TTLs "
                    + ttl
                    + " and "
                    + other
                    + " in one RRset",
            "ttl",
            ttl,
            "other",
            other);
        break;
      }
    }
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      Rrsig rrsig = Rrsig.of(zone, r);
      int own = zone.ttl(r);
      if (own != ttl || rrsig.originalTtl() != ttl) {
        Severity severity = isCut(rrsig, own, ttl) ? Severity.WARN : Severity.BLOCK;
        examination.report(
            severity,
            owner,
            type,
            r,
            () ->
                "RRSIG (key tag "
                    + rrsig.keyTag()
                    + ") of "
                    + zone.ownerName(owner)
                    + " "
                    + RecordType.mnemonic(type)
                    + " has TTL "
                    + own
                    + " and original TTL "
                    + rrsig.originalTtl()
                    + "; the RRset has "
                    + ttl,
            "ttl",
            ttl,
            "rrsigTtl",
            own,
            "originalTtl",
            rrsig.originalTtl());
      }
    }
  }

  /**
   * Whether the RRSIG's TTL was cut to the length of its validity, as dnssec-signzone does where
   * the RRset's TTL is as long or longer. Validators cut it there anyway (RFC 4035 section 5.3.3).
   */
  private static boolean isCut(Rrsig rrsig, int own, int ttl) {
    int validity = rrsig.expiration() - rrsig.inception();
    return rrsig.originalTtl() == ttl && own < ttl && validity <= ttl;
  }

  /**
   * A repeated record is dropped by every server, but which of two TTLs survives is anyone's guess.
   */
  private static void repeated(Zone zone, Zone.Duplicate twin, Examination examination) {
    int rrset = zone.findRrset(twin.owner(), twin.type());
    if (rrset >= 0 && zone.ttl(zone.firstRecord(rrset)) != twin.ttl()) {
      examination.reportAt(
          Severity.BLOCK,
          twin.owner(),
          twin.type(),
          twin.position(),
          zone.ownerName(twin.owner())
              + " "
              + RecordType.mnemonic(twin.type())
              + " stands in the zone twice, once with another TTL ("
              + twin.ttl()
              + ")");
    }
  }
}
