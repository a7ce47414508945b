package io.zonegate.release;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Releases as rows of the database. */
final class ReleaseRows {
  private static final String SEPARATOR = " ";

  private ReleaseRows() {}

  /** The releases that the condition holds for, by number. */
  static List<Release> where(Connection database, String condition, Object... values)
      throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement("SELECT * FROM release WHERE " + condition + " ORDER BY id")) {
      for (int i = 0; i < values.length; i++) {
        query.setObject(i + 1, values[i]);
      }
      List<Release> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(read(rows));
        }
      }
      return found;
    }
  }

  private static Release read(ResultSet row) throws SQLException {
    Standing standing =
        new Standing(
            ReleaseState.valueOf(row.getString("state")),
            row.getInt("stage"),
            row.getString("stage_name"),
            Instant.parse(row.getString("since")),
            Instant.parse(row.getString("published")),
            row.getInt("good"),
            row.getString("approved_by"),
            row.getString("reason"));
    return new Release(
        row.getLong("id"),
        row.getLong("version"),
        row.getString("zone"),
        row.getString("artefact"),
        Instant.parse(row.getString("submitted_at")),
        row.getString("submitted_by"),
        facts(row),
        standing,
        rollback(row));
  }

  /** The facts of a row that has columns for them. */
  static ZoneFacts facts(ResultSet row) throws SQLException {
    String dnskeys = row.getString("dnskeys");
    return new ZoneFacts(
        row.getLong("serial"),
        row.getString("soa"),
        dnskeys.isEmpty() ? List.of() : List.of(dnskeys.split(SEPARATOR)),
        Optional.of(row.getString("expires")).filter(t -> !t.isEmpty()).map(Instant::parse),
        row.getString("content"));
  }

  private static Optional<Rollback> rollback(ResultSet row) throws SQLException {
    long rollsBack = row.getLong("rolls_back");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Rollback(rollsBack, row.getLong("brings_back")));
  }

  /** How many releases of a zone are in each state. */
  static Map<ReleaseState, Long> counts(Connection database, String zone) throws SQLException {
    Map<ReleaseState, Long> found = new EnumMap<>(ReleaseState.class);
    try (PreparedStatement query =
        database.prepareStatement(
            "SELECT state, count(*) FROM release WHERE zone = ? GROUP BY state")) {
      query.setString(1, zone);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(ReleaseState.valueOf(row.getString(1)), row.getLong(2));
        }
      }
      return found;
    }
  }

  /** A new row; its number. */
  static long insert(
      Connection database,
      String zone,
      String artefact,
      Instant now,
      String by,
      Standing standing,
      ZoneFacts facts,
      Optional<Rollback> rollback)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO release (version, zone, artefact, submitted_at, submitted_by, state, stage,"
                + " stage_name, since, published, good, approved_by, reason, serial, soa, dnskeys,"
                + " expires, content, rolls_back, brings_back)"
                + " VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")) {
      insert.setString(1, zone);
      insert.setString(2, artefact);
      insert.setString(3, now.toString());
      insert.setString(4, by);
      standing(insert, 5, standing);
      facts(insert, 13, facts);
      insert.setObject(18, rollback.map(Rollback::rollsBack).orElse(null));
      insert.setObject(19, rollback.map(Rollback::bringsBack).orElse(null));
      try (ResultSet row = insert.executeQuery()) {
        return row.getLong("id");
      }
    }
  }

  /** Whether the release's row still has the version that it was read with. */
  static boolean isCurrent(Connection database, Release release) throws SQLException {
    return !where(database, "id = ? AND version = ?", release.id(), release.version()).isEmpty();
  }

  /** Writes a changed release. */
  static void update(Connection database, Release release) throws SQLException {
    try (PreparedStatement update =
        database.prepareStatement(
            "UPDATE release SET state = ?, stage = ?, stage_name = ?, since = ?, published = ?, good = ?,"
                + " approved_by = ?, reason = ?, serial = ?, soa = ?, dnskeys = ?, expires = ?,"
                + " content = ?,"
                + " version = version + 1 WHERE id = ?")) {
      standing(update, 1, release.standing());
      facts(update, 9, release.facts());
      update.setLong(14, release.id());
      update.executeUpdate();
    }
  }

  /** Sets serial, soa, dnskeys, expires and content, the first of them at this place. */
  static void facts(PreparedStatement statement, int first, ZoneFacts facts) throws SQLException {
    statement.setLong(first, facts.serial());
    statement.setString(first + 1, facts.soa());
    statement.setString(first + 2, String.join(SEPARATOR, facts.dnskeys()));
    statement.setString(first + 3, facts.expires().map(Instant::toString).orElse(""));
    statement.setString(first + 4, facts.content());
  }

  /**
   * Notes octets that are kept already, so that a row may name them.
   *
   * @throws StoreException if they were removed by retention after they were kept
   */
  static void knowArtefact(
      Connection database, Artefacts artefacts, String sha256, long octets, Instant now)
      throws SQLException {
    if (Removals.isMarked(database, sha256) && !Files.exists(artefacts.path(sha256))) {
      throw new StoreException(
          "the octets " + sha256 + " were removed just as they came; submit them again");
    }
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO artefact (sha256, octets, added) VALUES (?, ?, ?)"
                + " ON CONFLICT (sha256) DO UPDATE SET removed = NULL")) {
      insert.setString(1, sha256);
      insert.setLong(2, octets);
      insert.setString(3, now.toString());
      insert.executeUpdate();
    }
  }

  private static void standing(PreparedStatement statement, int first, Standing standing)
      throws SQLException {
    statement.setString(first, standing.state().name());
    statement.setInt(first + 1, standing.stage());
    statement.setString(first + 2, standing.stageName());
    statement.setString(first + 3, standing.since().toString());
    statement.setString(first + 4, standing.published().toString());
    statement.setInt(first + 5, standing.good());
    statement.setString(first + 6, standing.approvedBy());
    statement.setString(first + 7, standing.reason());
  }
}
