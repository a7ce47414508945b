package io.zonegate.policy;

import io.zonegate.verifier.check.Limits;
import java.time.Duration;
import java.util.Objects;

/**
 * How zones are judged.
 *
 * @param limits the numbers that the checks judge by
 * @param threads number of threads; 0 for one per core
 * @param deadline a judgement that takes longer is UNDECIDED
 */
public record VerifySettings(Limits limits, int threads, Duration deadline) {
  /** The defaults; their reasons are in the example policy. */
  public static final VerifySettings DEFAULT =
      new VerifySettings(Limits.DEFAULT, 0, Duration.ofMinutes(5));

  /** Refuses missing parts. */
  public VerifySettings {
    Objects.requireNonNull(limits);
    Objects.requireNonNull(deadline);
  }
}
