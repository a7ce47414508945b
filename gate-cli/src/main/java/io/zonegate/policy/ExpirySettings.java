package io.zonegate.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * When the age of the live zone is an alarm.
 *
 * @param warn remaining life of its first signature below which people are warned
 * @param critical the same below which somebody is woken; less than {@code warn}
 * @param stalled how long no new candidate may come; zero for ever
 */
public record ExpirySettings(Duration warn, Duration critical, Duration stalled) {
  /** Refuses missing parts. */
  public ExpirySettings {
    Objects.requireNonNull(warn);
    Objects.requireNonNull(critical);
    Objects.requireNonNull(stalled);
  }

  /**
   * From how zones are signed: while the signer works, no signature in the live zone has less than
   * the life at which it is refreshed, give or take the time between two releases.
   */
  static ExpirySettings computed(SigningSettings signing) {
    Duration refresh = signing.refresh().orElse(signing.shortestLife().dividedBy(3));
    return new ExpirySettings(
        hours(refresh.multipliedBy(3).dividedBy(4)), hours(refresh.dividedBy(4)), Duration.ZERO);
  }

  private static Duration hours(Duration exact) {
    return Duration.ofHours(Math.max(1, exact.toHours()));
  }
}
