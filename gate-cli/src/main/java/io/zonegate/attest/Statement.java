package io.zonegate.attest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * That a zone passed: an in-toto statement, version 1, whose subject is the zone's octets.
 *
 * @param zone apex, absolute
 * @param sha256 SHA-256 of the judged octets, lower-case hex
 * @param serial SOA serial, 0 to 2^32-1
 * @param judgedAt when it was judged
 * @param expires when the first of its signatures expires; after it the zone is bogus
 * @param policySha256 SHA-256 over the policy's values that it was judged by
 * @param letPass ids of the checks that were let pass: by two people's override, or because it is a
 *     way back
 */
public record Statement(
    String zone,
    String sha256,
    long serial,
    Instant judgedAt,
    Instant expires,
    String policySha256,
    List<String> letPass) {
  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final String PREDICATE = "urn:zonegate:verdict:1";
  private static final String PASS = "PASS";

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Refuses missing parts. */
  public Statement {
    Objects.requireNonNull(zone);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(judgedAt);
    Objects.requireNonNull(expires);
    Objects.requireNonNull(policySha256);
    letPass = List.copyOf(letPass);
  }

  /** As JSON in UTF-8: the octets that are signed. */
  byte[] octets() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("_type", TYPE);
      json.writeArrayFieldStart("subject");
      json.writeStartObject();
      json.writeStringField("name", zone);
      json.writeObjectFieldStart("digest");
      json.writeStringField("sha256", sha256);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
      json.writeStringField("predicateType", PREDICATE);
      json.writeObjectFieldStart("predicate");
      json.writeStringField("decision", PASS);
      json.writeStringField("serial", Long.toString(serial));
      json.writeStringField("judgedAt", judgedAt.toString());
      json.writeStringField("expires", expires.toString());
      json.writeStringField("policySha256", policySha256);
      json.writeArrayFieldStart("letPass");
      for (String check : letPass) {
        json.writeString(check);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return out.toByteArray();
  }

  /**
   * Reads a statement. Members that it does not know are passed over, as in-toto wants it; those
   * that it knows must all be there, and there is one subject.
   */
  static Statement read(byte[] octets) throws AttestationException {
    Map<String, String> values = strings(octets);
    require(values, "/_type", TYPE);
    require(values, "/predicateType", PREDICATE);
    require(values, "/predicate/decision", PASS);
    if (values.keySet().stream().anyMatch(k -> k.startsWith("/subject/1/"))) {
      throw new AttestationException("it has more than one subject");
    }
    try {
      return new Statement(
          value(values, "/subject/0/name"),
          value(values, "/subject/0/digest/sha256"),
          Long.parseLong(value(values, "/predicate/serial")),
          Instant.parse(value(values, "/predicate/judgedAt")),
          Instant.parse(value(values, "/predicate/expires")),
          value(values, "/predicate/policySha256"),
          list(values, "/predicate/letPass/"));
    } catch (NumberFormatException | DateTimeException e) {
      throw new AttestationException("it has a value that it cannot have", e);
    }
  }

  /** The strings of a list; none if it is not there, as in statements of an earlier version. */
  private static List<String> list(Map<String, String> values, String name) {
    List<String> found = new ArrayList<>();
    for (String value = values.get(name + 0);
        value != null;
        value = values.get(name + found.size())) {
      found.add(value);
    }
    return found;
  }

  private static void require(Map<String, String> values, String name, String wanted)
      throws AttestationException {
    String found = value(values, name);
    if (!found.equals(wanted)) {
      throw new AttestationException("its " + name + " is " + found + ", not " + wanted);
    }
  }

  private static String value(Map<String, String> values, String name) throws AttestationException {
    String value = values.get(name);
    if (value == null) {
      throw new AttestationException("it has no " + name);
    }
    return value;
  }

  /** All strings of a JSON text by their JSON pointer. */
  static Map<String, String> strings(byte[] octets) throws AttestationException {
    Map<String, String> values = new HashMap<>();
    try (JsonParser json = JSON.createParser(octets)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          values.put(json.getParsingContext().pathAsPointer().toString(), json.getText());
        }
      }
      return values;
    } catch (JsonProcessingException e) {
      throw new AttestationException("it is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }
}
