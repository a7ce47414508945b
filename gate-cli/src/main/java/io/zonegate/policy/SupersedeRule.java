package io.zonegate.policy;

/**
 * When a newer candidate takes the place of the release that is on its way. In the policy file in
 * lower case.
 */
public enum SupersedeRule {
  /** Never; it waits. */
  NEVER,
  /** As long as no server has the older one. */
  UNPUBLISHED,
  /** Also while the older one is held, whatever servers have it. */
  HELD
}
