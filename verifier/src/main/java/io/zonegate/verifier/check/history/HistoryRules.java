package io.zonegate.verifier.check.history;

/**
 * What the policy asks of the change from what was released and served before. Every default has
 * its reason in the example policy.
 */
public record HistoryRules() {
  /** What holds where the policy says nothing. */
  public static final HistoryRules DEFAULT = new HistoryRules();
}
