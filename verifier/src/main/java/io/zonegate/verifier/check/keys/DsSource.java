package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;

/** DS-SOURCE. */
@CheckInfo(
    id = "DS-SOURCE",
    title = "It is known where the parent's DS set comes from",
    group = CheckGroup.KEYS,
    strictness = Strictness.NOT_THE_ZONE,
    citation = "policy; RFC 4035 section 5.2; .fj 2022",
    examines = "sources",
    explanation =
        """
        The DS set was asked of all servers that the policy or --parent-ds-from names; all answered, each \
        answer validates with the trust anchor of the parent zone, and all agree. If one of this is not \
        so, nothing is decided. A set from a file is as good as the one who keeps the file: it passes, \
        and blocks where the policy's ds-source asks for servers. That the parent proves to have no DS \
        is warned of: validators then treat the zone as insecure.""",
    remedy =
        "Name the parent's servers with --parent-ds-from and a key of the parent zone with"
            + " --trust-anchor; wait until the servers agree.")
public final class DsSource extends ParentCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().parent() instanceof ParentTrust.Insecure
        ? Applicability.YES
        : super.applies(candidate);
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    if (candidate.inputs().parent() instanceof ParentTrust.Insecure insecure) {
      examination.examined(insecure.seen().servers().size());
      examination.report(
          Severity.WARN,
          0,
          RecordType.DS,
          -1,
          () ->
              "the parent's servers prove that it has no DS for the zone ("
                  + String.join(", ", insecure.seen().servers())
                  + "): validators treat the zone as insecure");
      return;
    }
    ParentTrust.Known known = (ParentTrust.Known) candidate.inputs().parent();
    if (known.seen().isPresent()) {
      examination.examined(known.seen().get().servers().size());
      return;
    }
    examination.examined(1);
    if (candidate.inputs().rules().keys().dsSource() == KeyRules.DsOrigin.SERVERS) {
      examination.block(
          0,
          RecordType.DS,
          -1,
          () ->
              "the parent's DS set comes from the file "
                  + known.source()
                  + "; the policy's ds-source asks for the parent's servers",
          "source",
          known.source());
    }
  }
}
