package io.zonegate.alarm;

import io.zonegate.policy.ExpirySettings;
import io.zonegate.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long the live zone will do.
 *
 * @param live the live release; empty if there is none
 * @param left until its first signature expires, negative after that; empty if nothing expires
 * @param level how near that is
 */
public record ExpiryClock(Optional<Release> live, Optional<Duration> left, ExpiryLevel level) {
  /** By this clock and policy. */
  public static ExpiryClock of(Optional<Release> live, ExpirySettings settings, Instant now) {
    Optional<Duration> left =
        live.flatMap(r -> r.facts().expires()).map(expires -> Duration.between(now, expires));
    return new ExpiryClock(live, left, left.map(l -> level(l, settings)).orElse(ExpiryLevel.NONE));
  }

  private static ExpiryLevel level(Duration left, ExpirySettings settings) {
    if (left.isNegative() || left.isZero()) {
      return ExpiryLevel.EXPIRED;
    }
    if (left.compareTo(settings.critical()) < 0) {
      return ExpiryLevel.CRITICAL;
    }
    return left.compareTo(settings.warn()) < 0 ? ExpiryLevel.WARN : ExpiryLevel.GOOD;
  }
}
