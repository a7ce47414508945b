package io.zonegate.verifier.check;

import io.zonegate.verifier.verdict.Outcome;

/**
 * Whether a check can and should run.
 *
 * @param outcome null if it runs; NOT_APPLICABLE or UNDECIDED otherwise
 * @param reason why it does not run; empty if it does
 */
public record Applicability(Outcome outcome, String reason) {
  /** It runs. */
  public static final Applicability YES = new Applicability(null, "");

  /** It has nothing to say about this zone. */
  public static Applicability no(String reason) {
    return new Applicability(Outcome.NOT_APPLICABLE, reason);
  }

  /** It would have to run and cannot. */
  public static Applicability undecided(String reason) {
    return new Applicability(Outcome.UNDECIDED, reason);
  }

  /** Whether the check runs. */
  public boolean runs() {
    return outcome == null;
  }
}
