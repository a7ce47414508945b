package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import java.util.List;

/** A check of the way from the parent's DS set to the zone's keys. */
abstract class ParentCheck extends ApexCheck {
  /** Runs where the parent's DS set is known; undecided where nobody said a word about it. */
  @Override
  public Applicability applies(Candidate candidate) {
    ParentTrust parent = candidate.inputs().parent();
    if (parent instanceof ParentTrust.NotJudged notJudged) {
      return Applicability.no(notJudged.setting() + ": the way from the parent is not judged");
    }
    if (parent instanceof ParentTrust.Missing missing) {
      return Applicability.undecided(missing.reason());
    }
    return Applicability.YES;
  }

  /** The parent's DS set, which is known when the check runs. */
  static List<Ds> dsSet(Candidate candidate) {
    return ((ParentTrust.Known) candidate.inputs().parent()).records();
  }

  /** The usable key that the DS matches, or null. */
  static KeyRing.Entry keyOf(Candidate candidate, Ds ds) {
    byte[] apex = candidate.zone().apex();
    return candidate.keys().entries().stream()
        .filter(e -> e.dnskey().isUsable() && ds.matches(apex, e.dnskey()))
        .findFirst()
        .orElse(null);
  }
}
