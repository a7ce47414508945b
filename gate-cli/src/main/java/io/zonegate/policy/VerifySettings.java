package io.zonegate.policy;

import io.zonegate.verifier.check.Limits;
import io.zonegate.verifier.check.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How zones are judged.
 *
 * @param limits the numbers that the checks judge by
 * @param rules what the policy asks beyond the standards
 * @param threads number of threads; 0 for one per core
 * @param deadline a judgement that takes longer is UNDECIDED
 * @param secondOpinion the outside verifiers that are asked
 * @param history folder of the history; empty if none is kept
 */
public record VerifySettings(
    Limits limits,
    Rules rules,
    int threads,
    Duration deadline,
    SecondOpinionSettings secondOpinion,
    Optional<Path> history) {
  /** The defaults; their reasons are in the example policy. */
  public static final VerifySettings DEFAULT =
      new VerifySettings(
          Limits.DEFAULT,
          Rules.DEFAULT,
          0,
          Duration.ofMinutes(5),
          SecondOpinionSettings.DEFAULT,
          Optional.empty());

  /** Refuses missing parts. */
  public VerifySettings {
    Objects.requireNonNull(limits);
    Objects.requireNonNull(rules);
    Objects.requireNonNull(deadline);
    Objects.requireNonNull(secondOpinion);
    Objects.requireNonNull(history);
  }
}
