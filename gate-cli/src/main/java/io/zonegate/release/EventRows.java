package io.zonegate.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The log of events as rows of the database. */
final class EventRows {
  private static final JsonFactory JSON = new JsonFactory();

  private EventRows() {}

  /** Adds an event to the end of the chain. */
  static LoggedEvent append(Connection database, Event event) throws SQLException {
    long sequence = 1;
    String previous = LoggedEvent.START;
    try (PreparedStatement last =
            database.prepareStatement(
                "SELECT sequence, digest FROM event ORDER BY sequence DESC LIMIT 1");
        ResultSet row = last.executeQuery()) {
      if (row.next()) {
        sequence = row.getLong("sequence") + 1;
        previous = row.getString("digest");
      }
    }
    LoggedEvent logged = LoggedEvent.next(sequence, event, previous);
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO event (sequence, at, zone, release, actor, kind, details, previous, digest)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, sequence);
      insert.setString(2, event.at().toString());
      insert.setString(3, event.zone());
      insert.setLong(4, event.release());
      insert.setString(5, event.actor());
      insert.setString(6, event.kind());
      insert.setString(7, text(event));
      insert.setString(8, previous);
      insert.setString(9, logged.digest());
      insert.executeUpdate();
    }
    return logged;
  }

  /** The number of the last event; 0 if there is none. */
  static long last(Connection database) throws SQLException {
    try (PreparedStatement query = database.prepareStatement("SELECT max(sequence) FROM event");
        ResultSet row = query.executeQuery()) {
      return row.getLong(1);
    }
  }

  /** The events of all zones after this number, in their order. */
  static List<LoggedEvent> after(Connection database, long sequence) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement("SELECT * FROM event WHERE sequence > ? ORDER BY sequence")) {
      query.setLong(1, sequence);
      return read(query);
    }
  }

  /** So many events of a zone after this number, in their order. */
  static List<LoggedEvent> after(Connection database, String zone, long sequence, int most)
      throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "SELECT * FROM event WHERE zone = ? AND sequence > ? ORDER BY sequence LIMIT ?")) {
      query.setString(1, zone);
      query.setLong(2, sequence);
      query.setInt(3, most);
      return read(query);
    }
  }

  private static List<LoggedEvent> read(PreparedStatement query) throws SQLException {
    List<LoggedEvent> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Event event =
            new Event(
                Instant.parse(row.getString("at")),
                row.getString("zone"),
                row.getLong("release"),
                row.getString("actor"),
                row.getString("kind"),
                details(row.getString("details")));
        found.add(
            new LoggedEvent(
                row.getLong("sequence"),
                event,
                row.getString("previous"),
                row.getString("digest")));
      }
      return found;
    }
  }

  private static String text(Event event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      event.writeDetails(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return text.toString();
  }

  private static Map<String, String> details(String text) {
    Map<String, String> details = new TreeMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      for (JsonToken token = json.nextToken();
          token == JsonToken.FIELD_NAME;
          token = json.nextToken()) {
        String name = json.currentName();
        details.put(name, json.nextTextValue());
      }
      return details;
    } catch (IOException e) {
      throw new StoreException("the details of an event are not JSON", e);
    }
  }
}
