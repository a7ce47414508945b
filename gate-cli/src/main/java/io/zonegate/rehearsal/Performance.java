package io.zonegate.rehearsal;

import io.zonegate.caching.CacheProof;
import io.zonegate.caching.Caches;
import io.zonegate.caching.Validator;
import io.zonegate.replay.Publications;
import io.zonegate.replay.Replays;
import io.zonegate.rollover.Plan;
import io.zonegate.verifier.verdict.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param validator how the proof weighs several algorithms
 * @param proof the proof over all of it
 * @param publications what servers and parent gave out
 * @param replays what a real resolver said of it; empty if none was asked
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
    Validator validator,
    CacheProof proof,
    Publications publications,
    Optional<Replays> replays,
    List<String> remarks,
    Instant end,
    Duration took) {
  /** Copies the lists. */
  public Performance {
    faults = List.copyOf(faults);
    acts = List.copyOf(acts);
    remarks = List.copyOf(remarks);
  }

  /** The same with what a resolver said of it. */
  public Performance with(Replays said) {
    return new Performance(
        plan,
        digest,
        faults,
        sampled,
        tokens,
        acts,
        isComplete,
        caches,
        validator,
        proof,
        publications,
        Optional.of(said),
        remarks,
        end,
        took);
  }

  /** The invariants of all steps, and of the whole. */
  public Stream<Invariant> invariants() {
    return Stream.concat(
        acts.stream().flatMap(a -> a.invariants().stream()), confirmation().stream());
  }

  /**
   * Whether the resolver agrees with the proof; empty if none was asked. It may well agree that a
   * plan fails.
   */
  public Optional<Invariant> confirmation() {
    return replays.map(
        r ->
            new Invariant(
                Invariant.Kind.RESOLVER,
                r.contradict()
                    ? Invariant.Outcome.BROKEN
                    : r.agree() ? Invariant.Outcome.HOLDS : Invariant.Outcome.UNDECIDED,
                r.text(),
                r.details()));
  }

  /** PASS if everything held at every step, BLOCK if anything was broken, else UNDECIDED. */
  public Decision decision() {
    if (invariants().anyMatch(i -> i.outcome() == Invariant.Outcome.BROKEN)) {
      return Decision.BLOCK;
    }
    return isComplete
            && acts.stream().allMatch(Act::holds)
            && proof.holds()
            && confirmation().stream().allMatch(i -> i.outcome() == Invariant.Outcome.HOLDS)
        ? Decision.PASS
        : Decision.UNDECIDED;
  }
}
