package io.zonegate.policy;

import io.zonegate.verifier.check.signatures.SignatureRules;
import java.time.Duration;

/** Reads the section {@code [signatures]}. */
final class SignatureSection {
  private static final Duration HOUR = Duration.ofHours(1);

  /** Serial number arithmetic knows no longer one (RFC 4034 section 3.1.5). */
  private static final Duration LONGEST = Duration.ofDays(24_855);

  private SignatureSection() {}

  static SignatureRules read(TomlSection section) {
    TomlValues values = section.values();
    SignatureRules standard = SignatureRules.DEFAULT;
    SignatureRules rules =
        new SignatureRules(
            values.duration("longest-validity", standard.longestValidity(), HOUR, LONGEST),
            (int) values.integer("rrsigs-per-rrset", standard.rrsigsPerRrset(), 1, 1_000),
            (int) values.integer("expiring-per-hour", standard.expiringPerHour(), 1, 100),
            (int) values.integer("signing-keys-per-rrset", standard.keysPerRrset(), 1, 10));
    section.refuseUnknownKeys();
    return rules;
  }
}
