package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.denial.Nsec3Parameters;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Set;
import java.util.stream.Collectors;

/** NSEC3-PARAM. */
@CheckInfo(
    id = "NSEC3-PARAM",
    title = "NSEC3PARAM and NSEC3 records agree and have the right form",
    group = CheckGroup.DENIAL,
    strictness = Strictness.SERVERS,
    citation = "RFC 5155 sections 3, 4, 7.1, 10.4 and 10.5",
    examines = "NSEC3 and NSEC3PARAM records",
    explanation =
        """
        The apex, and no other name, has NSEC3PARAM records, with flags 0 and hash algorithm 1. For each \
        there is a chain of NSEC3 records with its parameters. NSEC3 records with other parameters are \
        being made or taken away, and servers pass them over: that is warned of where there is another \
        chain, of NSEC or announced by NSEC3PARAM, and blocks where there is none. The owner of an \
        NSEC3 is 32 digits of base32hex right below the apex, and no flag but opt-out is set: validators \
        ignore what they do not know, so such a record proves nothing.""",
    remedy = "Have the signer finish or take back its change of parameters before you publish.")
public final class Nsec3Param implements Check {
  private static final int OPT_OUT = 1;

  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.isSigned()
        && !candidate.denial().hasNsec3()
        && !candidate.denial().hasParametersBelowApex()) {
      return Applicability.no("the zone has no NSEC3 or NSEC3PARAM record");
    }
    return candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      flags(zone, o, examination);
    }
    if (range.hasApex()) {
      parameters(candidate, examination);
    }
  }

  private static void flags(Zone zone, int owner, Examination examination) {
    int nsec3 = zone.findRrset(owner, RecordType.NSEC3);
    if (nsec3 >= 0) {
      for (int r = zone.firstRecord(nsec3); r < zone.firstSignature(nsec3); r++) {
        examination.examined(1);
        int flags = Nsec3Parameters.flags(zone, r);
        if ((flags & ~OPT_OUT) != 0) {
          examination.block(
              owner,
              RecordType.NSEC3,
              r,
              () ->
                  "NSEC3 "
                      + zone.ownerName(owner)
                      + " has flags "
                      + flags
                      + "; only 0 and 1 (opt-out) are known");
        }
      }
    }
    int param = owner == 0 ? -1 : zone.findRrset(owner, RecordType.NSEC3PARAM);
    if (param >= 0) {
      examination.block(
          owner,
          RecordType.NSEC3PARAM,
          zone.firstRecord(param),
          () -> zone.ownerName(owner) + " has an NSEC3PARAM record; only the apex may");
    }
  }

  private static void parameters(Candidate candidate, Examination examination) {
    Zone zone = candidate.zone();
    DenialFacts denial = candidate.denial();
    for (int record : denial.misplaced()) {
      examination.block(
          zone.owner(record),
          RecordType.NSEC3,
          record,
          () ->
              "NSEC3 "
                  + zone.ownerName(zone.owner(record))
                  + " is not a SHA-1 hash in base32hex right below the apex");
    }
    Set<Nsec3Parameters> chains =
        denial.chains().stream().map(Nsec3Chain::parameters).collect(Collectors.toSet());
    for (int record : denial.parameterRecords()) {
      examination.examined(1);
      Nsec3Parameters parameters = Nsec3Parameters.of(zone, record);
      int flags = Nsec3Parameters.flags(zone, record);
      if (flags != 0) {
        examination.block(
            0,
            RecordType.NSEC3PARAM,
            record,
            () -> "NSEC3PARAM " + parameters + " has flags " + flags + "; they must be 0");
      }
      if (!chains.remove(parameters)) {
        examination.block(
            0,
            RecordType.NSEC3PARAM,
            record,
            () ->
                "NSEC3PARAM "
                    + parameters
                    + " has no chain of NSEC3 records with these parameters");
      }
    }
    boolean used = denial.hasNsecChain() || !denial.announced().isEmpty();
    for (Nsec3Parameters parameters : chains) {
      examination.report(
          used ? Severity.WARN : Severity.BLOCK,
          0,
          RecordType.NSEC3PARAM,
          -1,
          () ->
              "there are NSEC3 records with parameters "
                  + parameters
                  + " and no NSEC3PARAM for them");
    }
  }
}
