package io.zonegate.rollout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Which checks kept a release from passing, by the report of its verdict. */
final class FailedChecks {
  private static final JsonFactory JSON = new JsonFactory();

  private FailedChecks() {}

  /** Their ids, in the catalogue's order. */
  static List<String> of(String report) {
    List<String> failed = new ArrayList<>();
    try (JsonParser json = JSON.createParser(report)) {
      String check = "";
      boolean fails = false;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        String name = json.currentName();
        if (token == JsonToken.VALUE_STRING && "check".equals(name)) {
          check = json.getText();
          fails = false;
        } else if (!check.isEmpty() && !fails && (isUndecided(json) || isBlocking(json))) {
          fails = true;
          failed.add(check);
        }
      }
      return failed;
    } catch (IOException e) {
      throw new UncheckedIOException("a report that the gate wrote", e);
    }
  }

  private static boolean isUndecided(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_STRING
        && "outcome".equals(json.currentName())
        && json.getText().equals("UNDECIDED");
  }

  private static boolean isBlocking(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        && "blocks".equals(json.currentName())
        && json.getLongValue() > 0;
  }
}
