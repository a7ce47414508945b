package io.zonegate.rehearsal;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.rollover.Plan;
import io.zonegate.verifier.verdict.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A rehearsal that was run.
 *
 * @param plan the plan that is to be approved
 * @param digest its digest
 * @param faults what was put into it
 * @param sampled what of the zone was used, for people
 * @param tokens the scratch tokens, for people
 * @param acts the zone before the plan, then the steps
 * @param isComplete whether every step of the plan was done, whatever came of it
 * @param caches all that caches held
 * @param proof the proof over all of it
 * @param remarks what else is to be said, a sentence each
 * @param end when nothing of what was before is in any cache
 * @param took time that it took
 */
public record Performance(
    Plan plan,
    String digest,
    List<Fault> faults,
    String sampled,
    String tokens,
    List<Act> acts,
    boolean isComplete,
    Caches caches,
    CacheProof proof,
    List<String> remarks,
    Instant end,
    Duration took) {
  /** Copies the lists. */
  public Performance {
    faults = List.copyOf(faults);
    acts = List.copyOf(acts);
    remarks = List.copyOf(remarks);
  }

  /** PASS if everything held at every step, BLOCK if anything was broken, else UNDECIDED. */
  public Decision decision() {
    List<Invariant> all = acts.stream().flatMap(a -> a.invariants().stream()).toList();
    if (all.stream().anyMatch(i -> i.outcome() == Invariant.Outcome.BROKEN)) {
      return Decision.BLOCK;
    }
    return isComplete && acts.stream().allMatch(Act::holds) && proof.holds()
        ? Decision.PASS
        : Decision.UNDECIDED;
  }
}
