package io.zonegate.release;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something that happened, for the log.
 *
 * @param at when
 * @param zone apex, absolute
 * @param release number of the release; 0 if it is about the zone
 * @param actor the person or program that decided it
 * @param kind what, a word such as {@code published}
 * @param details digests, results and reasons by name
 */
public record Event(
    Instant at, String zone, long release, String actor, String kind, Map<String, String> details) {

  /** Refuses missing parts; details are kept in the order of their names. */
  public Event {
    Objects.requireNonNull(at);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(actor);
    Objects.requireNonNull(kind);
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** An event of a release. */
  public static Event of(
      Release release, Instant at, String actor, String kind, Map<String, String> details) {
    return new Event(at, release.zone(), release.id(), actor, kind, details);
  }

  /** What happened, without the time, in one line for people. */
  public String text() {
    String said =
        details.entrySet().stream()
            .filter(e -> !e.getValue().isEmpty())
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("; "));
    return "%s %s%s by %s%s"
        .formatted(
            zone,
            release == 0 ? "" : "release " + release + " ",
            kind,
            actor,
            said.isEmpty() ? "" : ": " + said);
  }

  /** The details as one JSON object: what the chain's digests are over and what is kept. */
  public void writeDetails(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> detail : details.entrySet()) {
      json.writeStringField(detail.getKey(), detail.getValue());
    }
    json.writeEndObject();
  }
}
