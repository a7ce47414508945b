package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.PreviousCheck;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.denial.Nsec3Parameters;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** DENIAL-CHANGE. */
@CheckInfo(
    id = "DENIAL-CHANGE",
    title = "Denial of existence is of the kind that the previous zone has",
    group = CheckGroup.DENIAL,
    strictness = Strictness.CACHES,
    citation = "denial.allow-change of the policy",
    examines = "properties of the denial of existence",
    explanation =
        """
        NSEC or NSEC3, the NSEC3 parameters and whether opt-out is used are those of the previous zone. \
        They change seldom and by plan; a change that nobody planned is a signer with another \
        configuration, such as a stand-by that was forgotten, and it may open the zone to enumeration, or \
        take the proof from insecure delegations. A zone that was not signed before may have any.""",
    remedy =
        "Compare the signer's configuration with that of the last release. If the change is meant, set"
            + " denial.allow-change = true for this release.")
public final class DenialChange extends PreviousCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.inputs().rules().denial().changeAllowed()) {
      return Applicability.no("the policy has denial.allow-change = true");
    }
    return candidate.isSigned() ? super.applies(candidate) : candidate.ifSigned();
  }

  @Override
  protected void examine(Candidate candidate, Zone previous, Examination examination) {
    DenialFacts before = DenialFacts.of(previous);
    DenialFacts now = candidate.denial();
    examination.examined(1);
    if (kinds(before).isEmpty() || kinds(now).isEmpty()) {
      return;
    }
    compare("denial of existence", kinds(before), kinds(now), examination);
    if (kinds(before).equals(kinds(now)) && now.hasNsec3()) {
      compare(
          "the set of NSEC3 parameters",
          parameters(previous, before),
          parameters(candidate.zone(), now),
          examination);
      compare("opt-out", optOut(before), optOut(now), examination);
    }
  }

  private static void compare(
      String what, Set<String> before, Set<String> now, Examination examination) {
    examination.examined(1);
    if (!before.equals(now)) {
      examination.block(
          0,
          RecordType.NSEC3PARAM,
          -1,
          () ->
              what
                  + " changed from "
                  + String.join(" and ", before)
                  + " to "
                  + String.join(" and ", now)
                  + "; denial.allow-change is false",
          "before",
          String.join(" and ", before),
          "now",
          String.join(" and ", now));
    }
  }

  private static Set<String> kinds(DenialFacts denial) {
    Set<String> kinds = new TreeSet<>();
    if (denial.hasNsecChain()) {
      kinds.add("NSEC");
    }
    if (!denial.parameterRecords().isEmpty()) {
      kinds.add("NSEC3");
    }
    return kinds;
  }

  private static Set<String> parameters(Zone zone, DenialFacts denial) {
    return denial.parameterRecords().stream()
        .map(record -> Nsec3Parameters.of(zone, record).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> optOut(DenialFacts denial) {
    boolean used =
        denial.matches().stream().map(DenialFacts.Matches::chain).anyMatch(Nsec3Chain::hasOptOut);
    return Set.of(used ? "used" : "not used");
  }
}
