package io.zonegate.verifier.history;

import java.util.List;
import java.util.Optional;

/** What is known of the zones that were released and served before this one. */
public sealed interface History {
  /**
   * The zone's file was read to its end, and its chain holds.
   *
   * @param events by time, the oldest first; empty before the first one was recorded
   * @param head SHA-256 of the last line's chain in lower-case hex; empty if there is no file yet
   * @param file the file
   */
  record Known(List<ZoneEvent> events, String head, String file) implements History {
    /** Copies the list. */
    public Known {
      events = List.copyOf(events);
    }

    /** The newest event of this kind. */
    public Optional<ZoneEvent> last(ZoneEvent.Kind kind) {
      return events.stream().filter(e -> e.kind() == kind).reduce((older, newer) -> newer);
    }
  }

  /**
   * A folder was named and its records could not be read.
   *
   * @param reason file, line and reason
   */
  record Unreadable(String reason) implements History {}

  /** No folder was named. */
  record NotGiven() implements History {}
}
