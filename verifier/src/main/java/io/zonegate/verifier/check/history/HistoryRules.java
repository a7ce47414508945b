package io.zonegate.verifier.check.history;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the policy asks of the change from what was released and served before. Every default has
 * its reason in the example policy.
 *
 * @param propagation longest time from a release until no name server has the zone before it; not
 *     negative
 * @param parentPropagation the same for the parent's DS RRset, counted from the event that records
 *     it; not negative
 * @param dsTtl TTL of a DS RRset of which the history does not know it; empty to leave that
 *     undecided
 * @param evidence what shows that a release has taken the place of the one before
 * @param algorithmRollover how algorithms are to be rolled
 * @param resignedShare largest share of RRsets that may get new signatures, in percent, 0 to 100;
 *     100 for no limit
 */
public record HistoryRules(
    Duration propagation,
    Duration parentPropagation,
    Optional<Duration> dsTtl,
    Evidence evidence,
    AlgorithmRollover algorithmRollover,
    int resignedShare) {
  /** What holds where the policy says nothing. */
  public static final HistoryRules DEFAULT =
      new HistoryRules(
          // Knot DNS assumes as much for a zone, BIND for a parent.
          Duration.ofHours(1),
          Duration.ofHours(1),
          Optional.empty(),
          Evidence.RELEASED,
          AlgorithmRollover.LIBERAL,
          100);

  /** Refuses values out of range. */
  public HistoryRules {
    Objects.requireNonNull(evidence);
    Objects.requireNonNull(algorithmRollover);
    if (propagation.isNegative() || parentPropagation.isNegative()) {
      throw new IllegalArgumentException(
          "negative propagation: " + propagation + ", parent " + parentPropagation);
    }
    if (dsTtl.isPresent() && dsTtl.get().isNegative()) {
      throw new IllegalArgumentException("negative DS TTL " + dsTtl.get());
    }
    if (resignedShare < 0 || resignedShare > 100) {
      throw new IllegalArgumentException("share of " + resignedShare + " percent");
    }
  }
}
