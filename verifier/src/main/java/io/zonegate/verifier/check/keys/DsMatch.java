package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.zone.RecordType;
import java.util.List;
import java.util.stream.Collectors;

/** DS-MATCH. */
@CheckInfo(
    id = "DS-MATCH",
    title = "A DS record at the parent matches a DNSKEY of the zone",
    group = CheckGroup.KEYS,
    suppressible = false,
    citation = "RFC 4035 section 5; RFC 4034 section 5.2; .fj 2022",
    examines = "DS records",
    explanation =
        """
        At least one DS record agrees in key tag, algorithm and digest with a usable DNSKEY of the \
        candidate. Without it every validating resolver answers SERVFAIL for the whole zone.""",
    remedy =
        "Do not publish. Either the zone was signed with keys that the parent does not know yet, or the"
            + " DS file given is not the parent's present one.")
public final class DsMatch extends ParentCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    List<Ds> set = dsSet(candidate);
    examination.examined(set.size());
    boolean matched = set.stream().anyMatch(ds -> keyOf(candidate, ds) != null);
    if (!matched && set.stream().noneMatch(Ds::isSupported)) {
      examination.undecided(
          "none of the " + set.size() + " DS records has a digest type that is known (1, 2, 4)");
    } else if (!matched) {
      String keys =
          candidate.keys().entries().stream()
              .map(e -> e.dnskey().toString())
              .collect(Collectors.joining("; "));
      String ds = set.stream().map(Ds::toString).collect(Collectors.joining("; "));
      examination.block(
          0,
          RecordType.DNSKEY,
          -1,
          () ->
              "no DS of the parent matches a usable DNSKEY of the zone; parent: "
                  + ds
                  + "; zone: "
                  + keys);
    }
  }
}
