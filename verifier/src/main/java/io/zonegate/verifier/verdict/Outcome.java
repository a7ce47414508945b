package io.zonegate.verifier.verdict;

/** How one check ended. */
public enum Outcome {
  /** Ran to its end, examined what it had to, found nothing. */
  PASS,
  /** Ran to its end and found something, of whatever severity. */
  FINDINGS,
  /** Does not apply to this zone or these inputs; the reason says why. */
  NOT_APPLICABLE,
  /** Switched off; the reason names the setting. */
  DISABLED,
  /** Could not be answered; the reason says why. Such a verdict never publishes. */
  UNDECIDED
}
