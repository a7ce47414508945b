package io.zonegate.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of JSON, read whole. Members are asked for by name and kind; one that is missing, or of
 * another kind, is an error that names it. Null is an empty text and the number -1, as {@link
 * JsonText} writes them.
 */
final class JsonTree {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String name;
  private final Map<String, Object> members;

  private JsonTree(String name, Map<String, Object> members) {
    this.name = name;
    this.members = members;
  }

  /**
   * Reads a text that is one object.
   *
   * @throws IOException if it is not
   */
  static JsonTree of(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it is not a JSON object");
      }
      return new JsonTree("", members(json));
    }
  }

  private static Map<String, Object> members(JsonParser json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      members.put(name, value(json));
    }
    return members;
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> members(json);
      case START_ARRAY -> {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          values.add(value(json));
        }
        yield values;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Optional.empty();
      default -> throw new IOException("unexpected " + json.currentToken());
    };
  }

  /** Whether the member is there and not null. */
  boolean has(String member) {
    return !Optional.empty().equals(members.getOrDefault(member, Optional.empty()));
  }

  JsonTree object(String member) throws IOException {
    return object(name + "/" + member, members.get(member));
  }

  List<JsonTree> list(String member) throws IOException {
    List<JsonTree> found = new ArrayList<>();
    for (Object one : as(List.class, member)) {
      found.add(object(name + "/" + member + "/" + found.size(), one));
    }
    return found;
  }

  private static JsonTree object(String name, Object value) throws IOException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IOException(name + " is not an object");
    }
    Map<String, Object> members = new LinkedHashMap<>();
    map.forEach((key, member) -> members.put((String) key, member));
    return new JsonTree(name, members);
  }

  String text(String member) throws IOException {
    return isNull(member) ? "" : as(String.class, member);
  }

  long number(String member) throws IOException {
    return isNull(member) ? -1 : whole(member, as(BigDecimal.class, member));
  }

  int integer(String member) throws IOException {
    long number = number(member);
    if (number != (int) number) {
      throw new IOException(name + "/" + member + " is out of range: " + number);
    }
    return (int) number;
  }

  boolean truth(String member) throws IOException {
    return as(Boolean.class, member);
  }

  /** Seconds with decimals. */
  Duration seconds(String member) throws IOException {
    return duration(as(BigDecimal.class, member));
  }

  private static Duration duration(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  Optional<Instant> time(String member) throws IOException {
    String text = text(member);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IOException(name + "/" + member + " is not a time: " + text, e);
    }
  }

  <E extends Enum<E>> E constant(String member, Class<E> kind) throws IOException {
    String text = text(member);
    try {
      return Enum.valueOf(kind, text);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + "/" + member + " has an unknown value: " + text, e);
    }
  }

  /** An object of whole numbers, in its order. */
  Map<String, Long> counts(String member) throws IOException {
    Map<String, Long> counts = new LinkedHashMap<>();
    JsonTree object = object(member);
    for (String one : object.members.keySet()) {
      counts.put(one, object.number(one));
    }
    return counts;
  }

  /** An object of texts, in its order. */
  Map<String, String> texts(String member) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonTree object = object(member);
    for (String one : object.members.keySet()) {
      texts.put(one, object.text(one));
    }
    return texts;
  }

  private boolean isNull(String member) {
    return Optional.empty().equals(members.get(member));
  }

  private long whole(String member, BigDecimal number) throws IOException {
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw new IOException(name + "/" + member + " is no whole number: " + number, e);
    }
  }

  private <T> T as(Class<T> kind, String member) throws IOException {
    Object value = members.get(member);
    if (!kind.isInstance(value)) {
      throw new IOException(
          name + "/" + member + (value == null ? " is missing" : " is of another kind: " + value));
    }
    return kind.cast(value);
  }
}
