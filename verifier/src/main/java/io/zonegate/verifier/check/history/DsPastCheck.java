package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.parent.ParentTrust;

/** A check of a signed candidate against DS RRsets that were seen at the parent. */
abstract class DsPastCheck extends PastCheck {
  @Override
  Applicability applies(Candidate candidate, Past past) {
    if (!past.candidate().isSigned()) {
      return Applicability.no("the zone is not signed; see ZONE-SIGNED and ROLL-UNSIGN");
    }
    if (candidate.inputs().parent() instanceof ParentTrust.NotJudged notJudged) {
      return Applicability.no(notJudged.setting() + ": the way from the parent is not judged");
    }
    if (candidate.inputs().parent() instanceof ParentTrust.Missing missing) {
      return Applicability.undecided(missing.reason());
    }
    return past.parents().stream().allMatch(p -> p.seen().records().isEmpty())
        ? Applicability.no("the history knows no DS RRset of the parent (--ds when recording)")
        : Applicability.YES;
  }
}
