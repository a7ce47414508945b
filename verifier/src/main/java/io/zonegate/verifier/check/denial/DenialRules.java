package io.zonegate.verifier.check.denial;

/**
 * What the policy asks of the denial of existence. Every default has its reason in the example
 * policy.
 */
public record DenialRules() {
  /** What holds where the policy says nothing. */
  public static final DenialRules DEFAULT = new DenialRules();
}
