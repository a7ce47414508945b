package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** DENIAL-EXTRA. */
@CheckInfo(
    id = "DENIAL-EXTRA",
    title = "No NSEC or NSEC3 record stands for a name that has none",
    group = CheckGroup.DENIAL,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 4035 section 2.3; RFC 5155 sections 7.1, 10.4 and 10.5",
    examines = "NSEC and NSEC3 records",
    explanation =
        """
        Glue, occluded names, empty non-terminals (NSEC) and names that are no longer in the zone have no \
        denial record. A record left over denies names that exist, or makes the chain one that nobody \
        intended. A zone with both NSEC and NSEC3 is in transition between the two; that is allowed, and \
        warned of, since it should not last. The other checks of this chapter judge both.""",
    remedy = "Have the signer build the chain anew.")
public final class DenialExtra implements Check {
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
    DenialFacts denial = candidate.denial();
    if (range.hasApex() && denial.hasNsec() && denial.hasNsec3()) {
      examination.report(
          Severity.WARN,
          0,
          denial.hasNsecChain() ? RecordType.NSEC3 : RecordType.NSEC,
          -1,
          () ->
              "the zone has both NSEC and NSEC3 (or NSEC3PARAM) records: finish the transition"
                  + " between them");
    }
    for (int o = range.first(); o < range.end(); o++) {
      owner(zone, o, examination);
    }
    for (DenialFacts.Matches matches : denial.matches()) {
      int end = matches.chain().firstEntry(range.end());
      for (int e = matches.chain().firstEntry(range.first()); e < end; e++) {
        if (!matches.isClaimed(e)) {
          int record = matches.chain().record(e);
          int owner = zone.owner(record);
          examination.block(
              owner,
              RecordType.NSEC3,
              record,
              () ->
                  "NSEC3 "
                      + zone.ownerName(owner)
                      + " is the hash of no name in the zone that has an NSEC3");
        }
      }
    }
  }

  private static void owner(Zone zone, int owner, Examination examination) {
    for (int type : new int[] {RecordType.NSEC, RecordType.NSEC3}) {
      int rrset = zone.findRrset(owner, type);
      if (rrset < 0) {
        continue;
      }
      int record = zone.firstRecord(rrset);
      examination.examined(zone.firstSignature(rrset) - record);
      byte kind = zone.structure().kind(owner);
      if (kind == Structure.OCCLUDED) {
        examination.block(
            owner,
            type,
            record,
            () ->
                zone.ownerName(owner)
                    + " lies below a zone cut or DNAME and has an "
                    + RecordType.mnemonic(type));
      } else if (type == RecordType.NSEC && !zone.structure().isInTree(owner)) {
        examination.block(
            owner,
            type,
            record,
            () -> zone.ownerName(owner) + " has an NSEC record and no data: no name of the zone");
      }
    }
  }
}
