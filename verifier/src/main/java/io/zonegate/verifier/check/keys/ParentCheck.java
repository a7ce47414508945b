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
  private static final int SHA1 = 1;

  /** Runs where the parent's DS set is known; undecided where nobody said a word about it. */
  @Override
  public Applicability applies(Candidate candidate) {
    ParentTrust parent = candidate.inputs().parent();
    if (parent instanceof ParentTrust.NotJudged notJudged) {
      return Applicability.no(notJudged.setting() + ": the way from the parent is not judged");
    }
    if (parent instanceof ParentTrust.Insecure insecure) {
      return Applicability.no(
          "the parent proves that it has no DS for the zone; asked: "
              + String.join(", ", insecure.seen().servers()));
    }
    if (parent instanceof ParentTrust.Missing missing) {
      return Applicability.undecided(missing.reason());
    }
    return Applicability.YES;
  }

  /**
   * The parent's DS set as validators use it: of an algorithm that has a DS with SHA-256 or
   * SHA-384, those with SHA-1 are ignored (RFC 4509 section 3).
   */
  static List<Ds> dsSet(Candidate candidate) {
    List<Ds> all = ((ParentTrust.Known) candidate.inputs().parent()).records();
    return all.stream().filter(ds -> ds.digestType() != SHA1 || !hasBetter(all, ds)).toList();
  }

  private static boolean hasBetter(List<Ds> all, Ds sha1) {
    return all.stream()
        .anyMatch(
            ds ->
                ds.algorithm() == sha1.algorithm() && ds.digestType() != SHA1 && ds.isSupported());
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
