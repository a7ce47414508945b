package io.zonegate.hsm.ceremony;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The validity of one bundle of signatures. Both ends belong to it (RFC 4034, 3.1.5).
 *
 * @param inception whole seconds
 * @param expiration whole seconds, later than the inception by less than 2^31 seconds
 */
public record Slot(Instant inception, Instant expiration) {

  private static final Duration LONGEST = Duration.ofSeconds(0x7fffffffL);

  /** RRSIG has 32 bits for a time; what lies beyond is for a later program. */
  private static final long MOST_SECONDS = 0xffffffffL;

  /**
   * Refuses fractions of seconds, times before 1970 or after 2106, and a validity that cannot be.
   */
  public Slot {
    if (!whole(inception) || !whole(expiration)) {
      throw new IllegalArgumentException("inception and expiration are whole seconds");
    }
    if (inception.getEpochSecond() < 0 || expiration.getEpochSecond() > MOST_SECONDS) {
      throw new IllegalArgumentException(
          inception + " or " + expiration + " is before 1970 or after February 2106");
    }
    Duration validity = Duration.between(inception, expiration);
    if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "expiration "
              + expiration
              + " must be later than inception "
              + inception
              + ", by less than 2^31 seconds");
    }
  }

  /** Whether a time has no fraction of a second, which RRSIG could not carry. */
  static boolean whole(Instant time) {
    return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** From inception to expiration. */
  public Duration validity() {
    return Duration.between(inception, expiration);
  }

  /** The last moment at which so much of its life remains. */
  Instant usableUntil(Duration leastLife) {
    return expiration.minus(leastLife);
  }

  @Override
  public String toString() {
    return inception + " to " + expiration;
  }
}
