package io.zonegate.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ways back and overrides as rows of the database. */
final class WayRows {
  private static final String SEPARATOR = " ";

  private WayRows() {}

  static Optional<WayBack> wayBack(Connection database, long release) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement("SELECT * FROM way_back WHERE release = ?")) {
      query.setLong(1, release);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(wayBack(row)) : Optional.empty();
      }
    }
  }

  private static WayBack wayBack(ResultSet row) throws SQLException {
    return new WayBack(
        row.getLong("release"),
        row.getLong("brings_back"),
        WayBack.State.valueOf(row.getString("state")),
        Instant.parse(row.getString("at")),
        row.getString("by"),
        Optional.ofNullable(row.getString("artefact")).orElse(""),
        ReleaseRows.facts(row),
        row.getString("report"),
        Optional.ofNullable(row.getString("envelope")),
        new WayBack.Trouble(
            row.getInt("failures"),
            Instant.parse(row.getString("failed_at")),
            row.getString("failure")));
  }

  /** Writes it in place of what was kept for the same release. */
  static void put(Connection database, WayBack way) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT OR REPLACE INTO way_back (release, brings_back, state, at, by, artefact, report,"
                + " envelope, failures, failed_at, failure, serial, soa, dnskeys, expires, content)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, way.release());
      insert.setLong(2, way.bringsBack());
      insert.setString(3, way.state().name());
      insert.setString(4, way.at().toString());
      insert.setString(5, way.by());
      insert.setString(6, way.artefact().isEmpty() ? null : way.artefact());
      insert.setString(7, way.report());
      insert.setString(8, way.envelope().orElse(null));
      insert.setInt(9, way.trouble().failures());
      insert.setString(10, way.trouble().at().toString());
      insert.setString(11, way.trouble().why());
      ReleaseRows.facts(insert, 12, way.facts());
      insert.executeUpdate();
    }
  }

  /** Forgets the ways back from the zone's releases that have ended. */
  static void dropEnded(Connection database, String zone, String endedStates) throws SQLException {
    try (PreparedStatement delete =
        database.prepareStatement(
            "DELETE FROM way_back WHERE release IN (SELECT id FROM release WHERE zone = ?"
                + " AND state IN "
                + endedStates
                + ")")) {
      delete.setString(1, zone);
      delete.executeUpdate();
    }
  }

  static long insert(Connection database, CheckOverride override) throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO override (blocked, checks, reason, expires, asked_at, asked_by)"
                + " VALUES (?, ?, ?, ?, ?, ?) RETURNING id")) {
      insert.setLong(1, override.blocked());
      insert.setString(2, String.join(SEPARATOR, override.checks()));
      insert.setString(3, override.reason());
      insert.setString(4, override.expires().toString());
      insert.setString(5, override.askedAt().toString());
      insert.setString(6, override.askedBy());
      try (ResultSet row = insert.executeQuery()) {
        return row.getLong("id");
      }
    }
  }

  /** Notes the second word; false if somebody has said it already. */
  static boolean consent(Connection database, long override, CheckOverride.Consent consent)
      throws SQLException {
    try (PreparedStatement update =
        database.prepareStatement(
            "UPDATE override SET confirmed_at = ?, confirmed_by = ?, release = ?"
                + " WHERE id = ? AND confirmed_by IS NULL")) {
      update.setString(1, consent.at().toString());
      update.setString(2, consent.by());
      update.setLong(3, consent.release());
      update.setLong(4, override);
      return update.executeUpdate() == 1;
    }
  }

  /** The overrides of the zone's releases that the condition holds for, by number. */
  static List<CheckOverride> overrides(Connection database, String condition, Object... values)
      throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "SELECT override.* FROM override JOIN release AS about ON about.id = blocked WHERE "
                + condition
                + " ORDER BY override.id")) {
      for (int i = 0; i < values.length; i++) {
        query.setObject(i + 1, values[i]);
      }
      List<CheckOverride> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(override(row));
        }
      }
      return found;
    }
  }

  private static CheckOverride override(ResultSet row) throws SQLException {
    String by = row.getString("confirmed_by");
    return new CheckOverride(
        row.getLong("id"),
        row.getLong("blocked"),
        List.of(row.getString("checks").split(SEPARATOR)),
        row.getString("reason"),
        Instant.parse(row.getString("expires")),
        Instant.parse(row.getString("asked_at")),
        row.getString("asked_by"),
        by == null
            ? Optional.empty()
            : Optional.of(
                new CheckOverride.Consent(
                    by, Instant.parse(row.getString("confirmed_at")), row.getLong("release"))));
  }
}
