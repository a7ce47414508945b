package io.zonegate.verifier.check.signatures;

import java.time.Duration;

/**
 * What the policy asks of the signatures. Every default has its reason in the example policy.
 *
 * @param longestValidity from inception to expiration, no RRSIG should be valid for longer
 * @param rrsigsPerRrset an RRset should not have more RRSIGs than this
 * @param expiringPerHour no more than this share of the zone's RRSIGs should expire within any
 *     hour, in percent; 100 for no limit
 * @param keysPerRrset every RRset must have valid RRSIGs by so many keys
 */
public record SignatureRules(
    Duration longestValidity, int rrsigsPerRrset, int expiringPerHour, int keysPerRrset) {
  /** What holds where the policy says nothing. */
  public static final SignatureRules DEFAULT = new SignatureRules(Duration.ofDays(180), 8, 100, 1);

  /** Refuses numbers out of range. */
  public SignatureRules {
    if (longestValidity.isNegative() || longestValidity.isZero()) {
      throw new IllegalArgumentException("longest validity " + longestValidity);
    }
    if (rrsigsPerRrset < 1 || keysPerRrset < 1 || expiringPerHour < 1 || expiringPerHour > 100) {
      throw new IllegalArgumentException("a limit is out of range");
    }
  }
}
