package io.zonegate.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * What was said of releases: the verdict with its report, the attestation, and what servers are to
 * be asked of the zone. Thread-safe, as {@link ReleaseStore} is.
 */
public final class Papers {
  private final Database database;

  Papers(Database database) {
    this.database = database;
  }

  /** When a candidate of the zone was judged last. */
  public Optional<Instant> lastVerdict(String zone) {
    return database.read(open -> lastVerdict(open, zone));
  }

  /** Keeps the verdict on a release, in place of an earlier one. */
  public void keepVerdict(Release release, String decision, String report, Instant now) {
    database.write(
        open -> {
          keepVerdict(open, release, decision, report, now);
          return release;
        });
  }

  /** The report of the verdict on a release, as JSON. */
  public Optional<String> verdict(Release release) {
    return text("SELECT report FROM verdict WHERE release = ?", release.id());
  }

  /** Keeps the attestation of a release, in place of an earlier one. */
  public void keepAttestation(Release release, String attestation) {
    database.write(
        open -> {
          keepAttestation(open, release, attestation);
          return release;
        });
  }

  /** The attestation of a release, if one was made. */
  public Optional<String> attestation(Release release) {
    return text("SELECT envelope FROM attestation WHERE release = ?", release.id());
  }

  /**
   * Keeps what servers are to be asked of a judged zone, in place of what was kept before.
   *
   * @param artefact SHA-256 of the octets that were judged
   */
  public void keepQuestions(String artefact, String questions) {
    database.write(
        open -> {
          try (PreparedStatement insert =
              open.prepareStatement(
                  "INSERT INTO questionnaire (artefact, questions) VALUES (?, ?)"
                      + " ON CONFLICT (artefact) DO UPDATE SET questions = excluded.questions")) {
            insert.setString(1, artefact);
            insert.setString(2, questions);
            return insert.executeUpdate();
          }
        });
  }

  /** What servers are to be asked of a release, if it was judged. */
  public Optional<String> questions(Release release) {
    return text("SELECT questions FROM questionnaire WHERE artefact = ?", release.artefact());
  }

  private Optional<String> text(String select, Object key) {
    return database.read(
        open -> {
          try (PreparedStatement query = open.prepareStatement(select)) {
            query.setObject(1, key);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  /** When a candidate of a zone was judged last. */
  private static Optional<Instant> lastVerdict(Connection database, String zone)
      throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "SELECT at FROM verdict WHERE release = (SELECT max(release) FROM verdict JOIN release"
                + " ON release.id = verdict.release WHERE zone = ?)")) {
      query.setString(1, zone);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(Instant.parse(row.getString(1))) : Optional.empty();
      }
    }
  }

  /** Keeps the verdict on a release, in place of an earlier one. */
  static void keepVerdict(
      Connection database, Release release, String decision, String report, Instant now)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO verdict (release, at, decision, report) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (release) DO UPDATE SET at = excluded.at,"
                + " decision = excluded.decision, report = excluded.report")) {
      insert.setLong(1, release.id());
      insert.setString(2, now.toString());
      insert.setString(3, decision);
      insert.setString(4, report);
      insert.executeUpdate();
    }
  }

  /** Keeps the attestation of a release, in place of an earlier one. */
  static void keepAttestation(Connection database, Release release, String attestation)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "INSERT INTO attestation (release, envelope) VALUES (?, ?)"
                + " ON CONFLICT (release) DO UPDATE SET envelope = excluded.envelope")) {
      insert.setLong(1, release.id());
      insert.setString(2, attestation);
      insert.executeUpdate();
    }
  }
}
