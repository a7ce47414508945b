package io.zonegate.policy;

import io.zonegate.hsm.ceremony.CeremonyLimits;
import java.time.Duration;
import java.util.Objects;

/**
 * The section {@code [ceremony]}.
 *
 * @param limits what offline KSKs sign at most
 * @param warnBefore how long before their signatures run out a signing warns
 */
public record CeremonySettings(CeremonyLimits limits, Duration warnBefore) {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration YEAR = Duration.ofDays(366);

  /** A ceremony needs a date, a room and people. */
  private static final Duration DEFAULT_WARNING = Duration.ofDays(30);

  /** Refuses missing parts. */
  public CeremonySettings {
    Objects.requireNonNull(limits);
    Objects.requireNonNull(warnBefore);
  }

  static CeremonySettings read(TomlSection section) {
    TomlValues values = section.values();
    CeremonyLimits standard = CeremonyLimits.DEFAULT;
    CeremonySettings read =
        new CeremonySettings(
            new CeremonyLimits(
                values.duration("longest-validity", standard.longestValidity(), HOUR, YEAR),
                values.duration("longest-period", standard.longestPeriod(), HOUR, YEAR.plus(YEAR)),
                values.duration("farthest", standard.farthest(), HOUR, YEAR.plus(YEAR))),
            values.duration("warn-before", DEFAULT_WARNING, Duration.ZERO, YEAR));
    section.refuseUnknownKeys();
    return read;
  }
}
