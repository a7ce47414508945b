package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.List;
import java.util.Set;

/** DS-DIGEST. */
@CheckInfo(
    id = "DS-DIGEST",
    title = "The DS records at the parent have digests that validators take",
    group = CheckGroup.KEYS,
    severity = Severity.WARN,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 4509 section 3; RFC 9904 and the IANA registry of DS digest algorithms",
    examines = "DS records",
    explanation =
        """
        No algorithm has DS records with SHA-1 only, which validators stop to take one after the other; \
        each digest type is one of the policy's ds-digests and its digest has the right length. A SHA-1 \
        digest beside a better one is ignored by validators, and only noted.""",
    remedy = "Have the parent publish a DS with SHA-256 (type 2), and remove the others.")
public final class DsDigest extends ParentCheck {
  private static final int SHA1 = 1;

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    List<Ds> all = ((ParentTrust.Known) candidate.inputs().parent()).records();
    Set<Integer> allowed = candidate.inputs().rules().keys().dsDigests();
    List<Ds> used = dsSet(candidate);
    for (Ds ds : all) {
      examination.examined(1);
      if (!ds.hasRightLength()) {
        report(examination, Severity.WARN, ds, "has a digest of the wrong length");
      }
      if (allowed.contains(ds.digestType())) {
        continue;
      }
      if (ds.digestType() != SHA1) {
        report(
            examination,
            Severity.WARN,
            ds,
            "has a digest type that is not among the policy's, "
                + allowed.stream().sorted().toList());
      } else if (used.contains(ds)) {
        report(
            examination,
            Severity.WARN,
            ds,
            "is SHA-1, and its algorithm has no DS with a better digest");
      } else {
        report(examination, Severity.NOTE, ds, "is SHA-1 beside a better one, and ignored");
      }
    }
  }

  private static void report(Examination examination, Severity severity, Ds ds, String what) {
    examination.report(
        severity,
        0,
        RecordType.DS,
        -1,
        () -> "the parent's " + ds + " " + what,
        "keyTag",
        ds.keyTag(),
        "digestType",
        ds.digestType());
  }
}
