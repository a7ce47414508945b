package io.zonegate.verifier.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The verdict on one candidate, with everything that it rests on.
 *
 * @param decision PASS, BLOCK or UNDECIDED
 * @param subject what was judged
 * @param judgedAt the clock that was passed in; no check knows another one
 * @param results one result per check of the catalogue, in the catalogue's order
 * @param signatures counts per key tag, algorithm and covered type, in that order
 * @param verifiedBy number of signatures verified per cryptographic provider, re-checks apart
 * @param duration wall-clock time of the whole judgement
 */
public record Verdict(
    Decision decision,
    Subject subject,
    Instant judgedAt,
    List<CheckResult> results,
    List<SignatureCount> signatures,
    Map<String, Long> verifiedBy,
    Duration duration) {
  /** Refuses a decision that its results do not bear out. */
  public Verdict {
    results = List.copyOf(results);
    signatures = List.copyOf(signatures);
    verifiedBy = Map.copyOf(verifiedBy);
    if (decision != decide(results)) {
      throw new IllegalArgumentException(decision + " does not follow from the results");
    }
  }

  /** Makes the verdict that follows from the results. */
  public static Verdict of(
      Subject subject,
      Instant judgedAt,
      List<CheckResult> results,
      List<SignatureCount> signatures,
      Map<String, Long> verifiedBy,
      Duration duration) {
    return new Verdict(
        decide(results), subject, judgedAt, results, signatures, verifiedBy, duration);
  }

  /**
   * One blocking finding blocks, whatever else could not be answered; failing that, one open
   * question leaves the zone undecided; a list in which no check passed proves nothing and is
   * undecided too.
   */
  private static Decision decide(List<CheckResult> results) {
    if (results.stream().anyMatch(r -> r.blocks() > 0)) {
      return Decision.BLOCK;
    }
    if (results.stream().anyMatch(r -> r.outcome() == Outcome.UNDECIDED)) {
      return Decision.UNDECIDED;
    }
    boolean examined =
        results.stream()
            .anyMatch(r -> r.outcome() == Outcome.PASS || r.outcome() == Outcome.FINDINGS);
    return examined ? Decision.PASS : Decision.UNDECIDED;
  }

  /** The result of the check with this id, if the catalogue has it. */
  public Optional<CheckResult> result(String checkId) {
    return results.stream().filter(r -> r.check().id().equals(checkId)).findFirst();
  }
}
