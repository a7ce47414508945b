package io.zonegate.verifier.history;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of the history.
 *
 * @param kind what happened
 * @param time when, in whole seconds
 * @param state the zone
 * @param sha256 SHA-256 of the zone's file in lower-case hex
 * @param parent the DS RRset seen at the parent then; empty if nobody looked
 */
public record ZoneEvent(
    Kind kind, Instant time, ZoneState state, String sha256, Optional<SeenDs> parent) {
  /** What an event says of a zone. */
  public enum Kind {
    /** It was handed to the name servers. */
    RELEASED,
    /** It was seen on all name servers. */
    SERVED;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Rounds the time up to a whole second: for every wait that is counted from it, later is the safe
   * side.
   */
  public ZoneEvent {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(state);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(parent);
    time = time.getNano() == 0 ? time : Instant.ofEpochSecond(time.getEpochSecond() + 1);
  }

  /** For messages, for instance {@code serial 7, released 2026-11-24T12:00:00Z}. */
  public String describe() {
    return "serial " + state.serial() + ", " + kind.word() + " " + time;
  }
}
