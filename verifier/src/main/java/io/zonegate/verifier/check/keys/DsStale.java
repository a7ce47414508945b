package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import java.util.List;

/** DS-STALE. */
@CheckInfo(
    id = "DS-STALE",
    title = "Every DS record at the parent matches a DNSKEY of the zone",
    group = CheckGroup.KEYS,
    severity = Severity.WARN,
    strictness = Strictness.LATER,
    citation = "RFC 6781 section 4.1.2",
    examines = "DS records",
    explanation =
        """
        A DS without its DNSKEY is legal, and wanted while a rollover publishes the DS first. Left over \
        from an earlier rollover it hides that the next one will fail: once the other DS goes, nothing \
        matches. A zone that no DS matches is DS-MATCH's.""",
    remedy = "Have the parent remove the DS, unless its key is about to be published.")
public final class DsStale extends ParentCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    List<Ds> all = ((ParentTrust.Known) candidate.inputs().parent()).records();
    boolean matched = all.stream().anyMatch(ds -> keyOf(candidate, ds) != null);
    for (Ds ds : all) {
      examination.examined(1);
      if (matched && !isPublished(candidate, ds)) {
        examination.report(
            Severity.WARN,
            0,
            RecordType.DNSKEY,
            -1,
            () -> "the parent's " + ds + " matches no DNSKEY of the zone",
            "keyTag",
            ds.keyTag(),
            "algorithm",
            ds.algorithm(),
            "digestType",
            ds.digestType());
      }
    }
  }

  /** By digest; by key tag and algorithm if the digest type is not known. */
  private static boolean isPublished(Candidate candidate, Ds ds) {
    byte[] apex = candidate.zone().apex();
    List<KeyRing.Entry> sameTag = candidate.keys().find(ds.keyTag(), ds.algorithm());
    return ds.isSupported()
        ? sameTag.stream().anyMatch(e -> ds.matches(apex, e.dnskey()))
        : !sameTag.isEmpty();
  }
}
