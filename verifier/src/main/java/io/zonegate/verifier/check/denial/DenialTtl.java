package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** DENIAL-TTL. */
@CheckInfo(
    id = "DENIAL-TTL",
    title = "NSEC and NSEC3 records live as long as negative answers",
    group = CheckGroup.DENIAL,
    severity = Severity.WARN,
    strictness = Strictness.CACHES,
    citation = "RFC 9077 section 3",
    examines = "NSEC and NSEC3 records",
    explanation =
        """
        The TTL of NSEC and NSEC3 records is the lesser of the SOA's TTL and its minimum field, as that of \
        negative answers is. With a longer one, resolvers that use the records aggressively (RFC 8198) \
        deny a new name for longer than the zone says they may.""",
    remedy = "Update the signer; those from before 2021 took the SOA's minimum alone.")
public final class DenialTtl implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.isSigned() && !candidate.denial().hasNsec() && !candidate.denial().hasNsec3()) {
      return Applicability.no("the zone has neither NSEC nor NSEC3; see NSEC-CHAIN");
    }
    return candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    long expected = zone.negativeTtl();
    int end = zone.firstRrset(range.end());
    for (int s = zone.firstRrset(range.first()); s < end; s++) {
      int type = zone.type(s);
      if (type != RecordType.NSEC && type != RecordType.NSEC3) {
        continue;
      }
      for (int r = zone.firstRecord(s); r < zone.firstSignature(s); r++) {
        examination.examined(1);
        int ttl = zone.ttl(r);
        if (ttl != expected) {
          int owner = zone.owner(r);
          examination.report(
              Severity.WARN,
              owner,
              type,
              r,
              () ->
                  RecordType.mnemonic(type)
                      + " "
                      + zone.ownerName(owner)
                      + " has TTL "
                      + ttl
                      + "; the lesser of the SOA's TTL and minimum is "
                      + expected,
              "ttl",
              ttl,
              "expected",
              expected);
        }
      }
    }
    if (range.hasApex()) {
      // A zone with nothing but NSEC3PARAM has no such record; NSEC3-CHAIN reports it.
      examination.examined(1);
    }
  }
}
