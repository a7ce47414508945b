package io.zonegate.hsm.ceremony;

import java.time.Duration;

/**
 * What KSKs sign at most. Whoever gets hold of signatures for the future can use them until they
 * expire, so all three are short.
 *
 * @param longestValidity from inception to expiration of a bundle
 * @param longestPeriod from the beginning of the period to its end
 * @param farthest from the ceremony to the end of the period
 */
public record CeremonyLimits(Duration longestValidity, Duration longestPeriod, Duration farthest) {

  /**
   * 22 days: the 21 that the signer asks for, as the root does, and an hour before; 100 days: a
   * quarter and some days over; 200 days: the quarter after this one.
   */
  public static final CeremonyLimits DEFAULT =
      new CeremonyLimits(Duration.ofDays(22), Duration.ofDays(100), Duration.ofDays(200));
}
