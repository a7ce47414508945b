package io.zonegate.cli;

import io.zonegate.verifier.parent.Ds;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Digest types of the DS records that the parent has when a plan begins.
 *
 * @param seen those that validators know; empty if no DS record was seen
 * @param by who says so, for people
 */
record ParentDigests(Set<Integer> seen, String by) {
  /** Nothing was seen, or that the parent has none. */
  static final ParentDigests NONE = new ParentDigests(Set.of(), "");

  /** Puts the types in order. */
  ParentDigests {
    seen = Collections.unmodifiableSet(new TreeSet<>(seen));
  }

  static ParentDigests of(List<Ds> records, String by) {
    return new ParentDigests(
        records.stream()
            .filter(Ds::isSupported)
            .map(Ds::digestType)
            .collect(Collectors.toUnmodifiableSet()),
        by);
  }

  /** The digest types that a rehearsal begins with: where none were seen, that of new keys. */
  Set<Integer> types() {
    return seen.isEmpty() ? Set.of(Ds.SHA256) : seen;
  }

  /** What is to be known of other types than new keys get. */
  Optional<String> note() {
    return types().equals(Set.of(Ds.SHA256))
        ? Optional.empty()
        : Optional.of(
            "the parent has DS records of digest type "
                + seen.stream().map(String::valueOf).collect(Collectors.joining(" and "))
                + " ("
                + by
                + "), and the DS records of new keys have type 2, SHA-256. Where both are in one"
                + " DS RRset, some validators go by the strongest type alone, and by none of type 1"
                + " beside others. If CACHES is broken by this, first have the parent set the DS"
                + " records of the old keys with SHA-256 alone (zonegate keys ds), and begin when"
                + " no cache has the others");
  }
}
