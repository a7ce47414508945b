package io.zonegate.alarm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.policy.AlarmLevel;
import io.zonegate.release.Event;
import io.zonegate.release.LoggedEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * An event as a receiver gets it. It may come twice; the digest of the event tells that.
 *
 * @param logged the event in the log
 * @param gate name of the machine that tells it
 */
record Message(LoggedEvent logged, String gate) {
  private static final JsonFactory JSON = new JsonFactory();

  /** The event's digest: the same however often it is delivered. */
  String id() {
    return logged.digest();
  }

  String level() {
    return level(logged.event()).name().toLowerCase(Locale.ROOT);
  }

  static AlarmLevel level(Event event) {
    return EventLevels.of(event.kind());
  }

  /** One line for people, without what a terminal might obey. */
  String text() {
    return "[" + level() + "] " + logged.event().text().replaceAll("\\p{Cntrl}", "?");
  }

  /** One JSON object in one line. */
  String json() {
    Event event = logged.event();
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("id", id());
      json.writeNumberField("sequence", logged.sequence());
      json.writeStringField("at", event.at().toString());
      json.writeStringField("gate", gate);
      json.writeStringField("zone", event.zone());
      json.writeNumberField("release", event.release());
      json.writeStringField("kind", event.kind());
      json.writeStringField("level", level());
      json.writeStringField("actor", event.actor());
      json.writeStringField("text", text());
      json.writeFieldName("details");
      event.writeDetails(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return out.toString();
  }
}
