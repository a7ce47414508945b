package io.zonegate.verifier.check.content;

/**
 * What the policy asks of the content of the zone. Every default has its reason in the example
 * policy.
 */
public record ContentRules() {
  /** What holds where the policy says nothing. */
  public static final ContentRules DEFAULT = new ContentRules();
}
