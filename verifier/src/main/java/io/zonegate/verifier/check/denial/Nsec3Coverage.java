package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** NSEC3-COVERAGE. */
@CheckInfo(
    id = "NSEC3-COVERAGE",
    title = "Every name that needs an NSEC3 record has one",
    group = CheckGroup.DENIAL,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 5155 sections 6 and 7.1",
    examines = "names and empty non-terminals",
    explanation =
        """
        Every authoritative name, secure delegation and empty non-terminal has an NSEC3 record in each \
        chain. Only insecure delegations, and empty non-terminals above nothing but such as are left \
        out, may be left out, and each of them only where the very NSEC3 that covers its hash has the \
        opt-out flag; the flag at the apex says nothing about the rest of the zone.""",
    remedy =
        "Have the signer build the chain anew; check how it deals with opt-out and empty non-terminals.")
public final class Nsec3Coverage extends Nsec3Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    Structure structure = zone.structure();
    for (DenialFacts.Matches matches : candidate.denial().matches()) {
      for (int o = range.first(); o < range.end(); o++) {
        if (structure.isInTree(o)) {
          examination.examined(1);
          boolean optional = structure.kind(o) == Structure.INSECURE_DELEGATION;
          judge(
              matches.chain(),
              matches.ofOwner(o),
              optional,
              -1,
              o,
              zone.keyLength(o),
              zone,
              examination);
        }
      }
      int end = structure.firstEmpty(range.end());
      for (int e = structure.firstEmpty(range.first()); e < end; e++) {
        examination.examined(1);
        boolean optional = !structure.emptyIsNeeded(e);
        judge(
            matches.chain(),
            matches.ofEmpty(e),
            optional,
            optional ? listedBelow(matches, e, zone) : -1,
            structure.emptyOwner(e),
            structure.emptyKeyLength(e),
            zone,
            examination);
      }
    }
    if (range.hasApex() && candidate.denial().matches().isEmpty()) {
      examination.undecided(
          "no chain can be judged: no NSEC3 record fits an NSEC3PARAM, or its iterations are over "
              + DenialFacts.MAX_HASHED_ITERATIONS);
    }
  }

  /**
   * An insecure delegation that has an NSEC3 record of its own although the empty non-terminal
   * above it has none; -1 if there is none. Opt-out leaves an empty non-terminal out only if it
   * leaves out all that it comes from (RFC 5155 section 7.1).
   */
  private static int listedBelow(DenialFacts.Matches matches, int empty, Zone zone) {
    if (matches.ofEmpty(empty) >= 0) {
      return -1;
    }
    Structure structure = zone.structure();
    int o = structure.emptyOwner(empty);
    for (; o < zone.owners() && structure.isBelowEmpty(zone, empty, o); o++) {
      if (structure.kind(o) == Structure.INSECURE_DELEGATION && matches.ofOwner(o) >= 0) {
        return o;
      }
    }
    return -1;
  }

  private static void judge(
      Nsec3Chain chain,
      int match,
      boolean optional,
      int listedBelow,
      int owner,
      int keyLength,
      Zone zone,
      Examination examination) {
    if (match >= 0) {
      return;
    }
    boolean optOut = chain.isOptOut(-1 - match);
    if (optional && optOut && listedBelow < 0) {
      return;
    }
    boolean empty = keyLength < zone.keyLength(owner);
    examination.block(
        owner,
        RecordType.NSEC3,
        chain.record(-1 - match),
        () ->
            Zone.keyName(zone.keyArray(owner), zone.keyOffset(owner), keyLength)
                + (empty ? ", an empty non-terminal," : "")
                + " has no NSEC3 record (parameters "
                + chain.parameters()
                + ")"
                + reason(optional, optOut, listedBelow, zone));
  }

  private static String reason(boolean optional, boolean optOut, int listedBelow, Zone zone) {
    if (!optional) {
      return "";
    }
    return optOut
        ? ", and the insecure delegation " + zone.ownerName(listedBelow) + " below it has one"
        : ", and the one that covers it has no opt-out flag";
  }
}
