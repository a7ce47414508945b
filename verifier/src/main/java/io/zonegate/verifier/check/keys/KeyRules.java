package io.zonegate.verifier.check.keys;

/**
 * What the policy asks of the keys and the way from the parent. Every default has its reason in the
 * example policy.
 */
public record KeyRules() {
  /** What holds where the policy says nothing. */
  public static final KeyRules DEFAULT = new KeyRules();
}
