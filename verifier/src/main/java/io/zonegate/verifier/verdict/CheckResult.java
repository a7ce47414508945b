package io.zonegate.verifier.verdict;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The result of one check, with its evidence.
 *
 * @param check which check
 * @param outcome how it ended
 * @param reason why, for NOT_APPLICABLE, DISABLED and UNDECIDED; empty otherwise
 * @param examined how many of {@link CheckDescription#examines()} were looked at
 * @param blocks number of BLOCK findings, all of them, listed or not
 * @param warnings number of WARN findings
 * @param notes number of NOTE findings
 * @param findings the first findings in canonical order, capped; the counts above are not
 * @param duration time spent, summed over threads
 */
public record CheckResult(
    CheckDescription check,
    Outcome outcome,
    String reason,
    long examined,
    long blocks,
    long warnings,
    long notes,
    List<Finding> findings,
    Duration duration) {
  /** Refuses results that contradict themselves, so that no pass is made by accident. */
  public CheckResult {
    Objects.requireNonNull(check);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(duration);
    findings = List.copyOf(findings);
    long total = blocks + warnings + notes;
    if (examined < 0 || blocks < 0 || warnings < 0 || notes < 0 || findings.size() > total) {
      throw new IllegalArgumentException(check.id() + ": impossible counts");
    }
    boolean needsReason =
        switch (outcome) {
          case PASS, FINDINGS -> false;
          case NOT_APPLICABLE, DISABLED, UNDECIDED -> true;
        };
    if (needsReason == reason.isBlank()) {
      throw new IllegalArgumentException(
          check.id() + ": outcome " + outcome + " and reason '" + reason + "'");
    }
    if (outcome == Outcome.PASS && (total > 0 || examined == 0)) {
      throw new IllegalArgumentException(
          check.id() + ": a pass needs something examined and nothing found");
    }
    boolean ran = outcome != Outcome.NOT_APPLICABLE && outcome != Outcome.DISABLED;
    if (!ran && (total > 0 || examined > 0)) {
      throw new IllegalArgumentException(check.id() + ": did not run and yet found something");
    }
    if (outcome == Outcome.FINDINGS && total == 0) {
      throw new IllegalArgumentException(check.id() + ": findings without a finding");
    }
  }

  /** A check that does not apply. */
  public static CheckResult notApplicable(CheckDescription check, String reason) {
    return without(check, Outcome.NOT_APPLICABLE, reason);
  }

  /** A check that is switched off by the named setting. */
  public static CheckResult disabled(CheckDescription check, String setting) {
    return without(check, Outcome.DISABLED, setting);
  }

  /** A check that could not be answered. */
  public static CheckResult undecided(CheckDescription check, String reason) {
    return without(check, Outcome.UNDECIDED, reason);
  }

  private static CheckResult without(CheckDescription check, Outcome outcome, String reason) {
    return new CheckResult(check, outcome, reason, 0, 0, 0, 0, List.of(), Duration.ZERO);
  }
}
