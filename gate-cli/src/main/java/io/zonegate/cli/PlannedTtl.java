package io.zonegate.cli;

import io.zonegate.policy.Durations;
import io.zonegate.rollover.Delay;
import java.time.Duration;
import java.util.Optional;

/**
 * The TTL that the waits of a plan are for.
 *
 * @param delay which one
 * @param ttl how long it is by the plan
 */
record PlannedTtl(Delay delay, Duration ttl) {
  /**
   * Says that a TTL is longer, so that the plan's waits are too short; empty if it is not.
   *
   * @param what what has it, with its verb
   * @param seconds the TTL
   */
  Optional<String> exceeded(String what, long seconds) {
    return seconds <= ttl.toSeconds()
        ? Optional.empty()
        : Optional.of(
            what
                + " with a TTL of "
                + Durations.format(Duration.ofSeconds(seconds))
                + ", and the plan counts on a "
                + delay.word()
                + " of "
                + Durations.format(ttl)
                + "; rehearse a plan with this TTL and have it approved");
  }
}
