package io.zonegate.alarm;

import java.util.Locale;
import java.util.Optional;

/** How near the live zone is to the expiration of its first signature. */
public enum ExpiryLevel {
  /** Nothing is live, or it has no signatures. */
  NONE,
  /** It has more life than the policy warns at. */
  GOOD,
  /** Less than {@code [gate.expiry] warn}. */
  WARN,
  /** Less than {@code [gate.expiry] critical}. */
  CRITICAL,
  /** Validating resolvers take some of its data for bogus. */
  EXPIRED;

  /** The word that the log has for a live zone that has come to this level; empty if none. */
  Optional<String> event() {
    return switch (this) {
      case NONE, GOOD -> Optional.empty();
      case WARN, CRITICAL -> Optional.of("expiry-" + word());
      case EXPIRED -> Optional.of("expired");
    };
  }

  /** For people and machines. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
