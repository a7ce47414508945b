package io.zonegate.rehearsal;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Failure;
import io.zonegate.caching.Story;
import io.zonegate.rehearsal.Invariant.Kind;
import io.zonegate.rehearsal.Invariant.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** CACHES: whether all that caches may hold from a step on validates. */
final class CachesHeld {
  private static final int MOST_STORIES = 3;

  private CachesHeld() {}

  /**
   * The invariant.
   *
   * @param proof the proof over all that caches hold until {@code next}
   * @param at the step; what failed before it is another step's
   * @param next the next release, or the end
   * @param denials what is to be said of denials in caches, a sentence each
   */
  static Invariant invariant(CacheProof proof, Instant at, Instant next, List<String> denials) {
    List<Failure> failures =
        proof.failures().stream().filter(f -> f.from() >= at.getEpochSecond()).toList();
    if (failures.isEmpty()) {
      return new Invariant(
          Kind.CACHES,
          Outcome.HOLDS,
          proof.combinations()
              + " combinations of what caches may hold until "
              + next
              + " validate ("
              + proof.instants()
              + " instants)",
          denials);
    }
    List<String> stories =
        new ArrayList<>(failures.stream().limit(MOST_STORIES).map(Story::of).toList());
    if (failures.size() > MOST_STORIES) {
      stories.add("and " + (failures.size() - MOST_STORIES) + " more combinations");
    }
    return new Invariant(
        Kind.CACHES,
        Outcome.BROKEN,
        failures.size()
            + " of "
            + proof.combinations()
            + " combinations of what caches may hold fail from "
            + Instant.ofEpochSecond(failures.get(0).from())
            + " on",
        stories);
  }
}
