package io.zonegate.policy;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A check that is switched off for a while.
 *
 * @param check id of the check; never one that cannot be suppressed
 * @param reason why
 * @param until last day, in UTC, on which it holds
 * @param origin where it is written
 */
public record Suppression(String check, String reason, LocalDate until, Origin origin) {
  /** Refuses missing parts. */
  public Suppression {
    Objects.requireNonNull(check);
    Objects.requireNonNull(until);
    Objects.requireNonNull(origin);
    if (reason.isBlank()) {
      throw new IllegalArgumentException(check + ": suppressed without a reason");
    }
  }

  /** For reports: {@code policy.toml:41 (reason, until 2027-01-01)}. */
  public String setting() {
    return origin + " (" + reason + ", until " + until + ")";
  }
}
