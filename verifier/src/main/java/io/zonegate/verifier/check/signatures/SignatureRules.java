package io.zonegate.verifier.check.signatures;

/** What the policy asks of the signatures. Every default has its reason in the example policy. */
public record SignatureRules() {
  /** What holds where the policy says nothing. */
  public static final SignatureRules DEFAULT = new SignatureRules();
}
