package io.zonegate.policy;

/**
 * What becomes of the signatures of a ZSK that is published and no longer active. In the policy
 * file in lower case with hyphens.
 */
public enum KeyChangeRule {
  /** The active keys sign everything anew. */
  AT_ONCE,
  /** They stay until they are due for refresh. */
  GRADUAL
}
