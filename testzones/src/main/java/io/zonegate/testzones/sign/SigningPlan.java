package io.zonegate.testzones.sign;

import java.time.Instant;

/**
 * How a zone is signed.
 *
 * @param keys who signs what
 * @param denial NSEC or NSEC3
 * @param inception of every RRSIG
 * @param expiration of every RRSIG
 * @param dnskeyTtl seconds
 */
public record SigningPlan(
    SigningKeys keys, Denial denial, Instant inception, Instant expiration, long dnskeyTtl) {

  /** The same plan with other keys. */
  public SigningPlan withKeys(SigningKeys other) {
    return new SigningPlan(other, denial, inception, expiration, dnskeyTtl);
  }

  /** The same plan with another denial of existence. */
  public SigningPlan withDenial(Denial other) {
    return new SigningPlan(keys, other, inception, expiration, dnskeyTtl);
  }

  /** The same plan with another validity period. */
  public SigningPlan withTimes(Instant newInception, Instant newExpiration) {
    return new SigningPlan(keys, denial, newInception, newExpiration, dnskeyTtl);
  }
}
