package io.zonegate.policy;

/**
 * When a newer candidate takes the place of the release that is on its way. In the policy file in
 * lower case.
 */
public enum SupersedeRule {
  /** Never; it waits. */
  NEVER,
  /** If no server has the older one and it is judged or held, or the zone is frozen. */
  UNPUBLISHED,
  /** Also while the older one is held, whatever servers have it. */
  HELD
}
