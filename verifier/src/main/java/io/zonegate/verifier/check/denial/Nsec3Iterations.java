package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.denial.Nsec3Parameters;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import java.util.LinkedHashSet;
import java.util.Set;

/** NSEC3-ITERATIONS. */
@CheckInfo(
    id = "NSEC3-ITERATIONS",
    title = "NSEC3 has no additional iterations and no salt",
    group = CheckGroup.DENIAL,
    severity = Severity.WARN,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 9276 sections 3.1 and 3.2; CVE-2023-50868",
    examines = "parameter sets",
    explanation =
        """
        Iterations and salt protect nothing and cost every validator. Above the policy's nsec3-iterations \
        (50) validators take the zone for insecure or answer SERVFAIL: that blocks.""",
    remedy = "Change the signer's NSEC3 parameters to 1 0 0 -.")
public final class Nsec3Iterations extends Nsec3Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    if (!range.hasApex()) {
      return;
    }
    Set<Nsec3Parameters> sets = new LinkedHashSet<>();
    candidate.denial().chains().stream().map(Nsec3Chain::parameters).forEach(sets::add);
    candidate
        .denial()
        .parameterRecords()
        .forEach(r -> sets.add(Nsec3Parameters.of(candidate.zone(), r)));
    int limit = candidate.inputs().limits().nsec3Iterations();
    examination.examined(Math.max(1, sets.size()));
    for (Nsec3Parameters set : sets) {
      if (set.iterations() > 0 || !set.salt().isEmpty()) {
        examination.report(
            set.iterations() > limit ? Severity.BLOCK : Severity.WARN,
            0,
            RecordType.NSEC3PARAM,
            -1,
            () ->
                "NSEC3 parameters "
                    + set
                    + ": "
                    + set.iterations()
                    + " additional iterations, salt of "
                    + set.salt().length() / 2
                    + " octets; both should be 0, and over "
                    + limit
                    + " iterations block",
            "iterations",
            set.iterations(),
            "limit",
            limit);
      }
    }
  }
}
