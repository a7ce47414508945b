package io.zonegate.cli;

import io.zonegate.rollover.Delay;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.parent.Ds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The keys that the parent is to have DS records of, with whatever digests.
 *
 * @param keys for each key file the DS records that are right for its keys, see {@link KeyFile}
 * @param ttl the TTL of the DS RRset that the plan waits for
 */
record ParentKeys(List<List<Ds>> keys, Duration ttl) {
  /** How the DS RRset that was seen differs; empty if it does not. */
  List<String> differs(SeenDs seen) {
    List<String> wrong = new ArrayList<>();
    List<Ds> others =
        seen.records().stream()
            .filter(ds -> keys.stream().noneMatch(right -> right.contains(ds)))
            .toList();
    List<Integer> without =
        keys.stream()
            .flatMap(
                right ->
                    right.stream().collect(Collectors.groupingBy(Ds::keyTag)).values().stream())
            .filter(key -> key.stream().noneMatch(seen.records()::contains))
            .map(key -> key.get(0).keyTag())
            .toList();
    if (!others.isEmpty() || !without.isEmpty()) {
      wrong.add(
          "the parent has "
              + seen.records()
              + ", planned are DS of the keys "
              + keys.stream().flatMap(List::stream).map(Ds::keyTag).distinct().toList()
              + (others.isEmpty() ? "" : "; of no such key " + others)
              + (without.isEmpty() ? "" : "; none of " + without));
    }
    new PlannedTtl(Delay.DS_TTL, ttl)
        .exceeded("the parent has the DS RRset", seen.ttl())
        .ifPresent(wrong::add);
    return wrong;
  }
}
