package io.zonegate.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.hsm.file.Sha256;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * An event in the chain of the log.
 *
 * @param sequence its number, from 1 and without gaps
 * @param event what happened
 * @param previous digest of the event before it; {@link #START} for the first
 * @param digest SHA-256 of {@link #line}, lower-case hex
 */
public record LoggedEvent(long sequence, Event event, String previous, String digest) {
  /** What the first event has before it. */
  public static final String START = "0".repeat(64);

  private static final JsonFactory JSON = new JsonFactory();

  /** The next event of a chain. */
  static LoggedEvent next(long sequence, Event event, String previous) {
    return new LoggedEvent(sequence, event, previous, sha256(line(sequence, event, previous)));
  }

  /** Whether the digest is that of what it says. */
  public boolean sound() {
    return digest.equals(sha256(line()));
  }

  /**
   * One line of JSON without its own digest: the octets, in UTF-8, that the digest is over. The
   * digest of the event before is among them.
   */
  public String line() {
    return line(sequence, event, previous);
  }

  private static String line(long sequence, Event event, String previous) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("sequence", sequence);
      json.writeStringField("at", event.at().toString());
      json.writeStringField("zone", event.zone());
      json.writeNumberField("release", event.release());
      json.writeStringField("actor", event.actor());
      json.writeStringField("kind", event.kind());
      json.writeFieldName("details");
      event.writeDetails(json);
      json.writeStringField("previous", previous);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return text.toString();
  }

  private static String sha256(String line) {
    return Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
  }
}
