package io.zonegate.rollover;

import io.zonegate.hsm.key.KeyRole;
import java.util.Objects;

/**
 * A key, or the keys of one role, that a plan speaks of.
 *
 * @param name its name in the plan
 * @param role its role
 * @param origin where it comes from
 * @param algorithm algorithm number; 0 for that of the old keys
 * @param compromised whether someone else may have it
 */
public record PlanKey(
    String name, KeyRole role, Origin origin, int algorithm, boolean compromised) {
  /** Where a key comes from. */
  public enum Origin {
    /** All active keys of the role that the zone has when the plan begins. */
    OLD,
    /** It is made for the plan. */
    NEW,
    /** It is the other signer's (RFC 8901); this signer never signs with it. */
    OTHER_SIGNER
  }

  /** Refuses missing parts. */
  public PlanKey {
    Objects.requireNonNull(name);
    Objects.requireNonNull(role);
    Objects.requireNonNull(origin);
    if (algorithm < 0 || algorithm > 255) {
      throw new IllegalArgumentException("algorithm " + algorithm);
    }
  }

  /** A key that nobody else has. */
  public PlanKey(String name, KeyRole role, Origin origin, int algorithm) {
    this(name, role, origin, algorithm, false);
  }
}
