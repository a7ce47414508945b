package io.zonegate.release;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What servers answered when they were asked for releases. Thread-safe, as {@link ReleaseStore} is.
 */
public final class Probes {
  private final Database database;

  Probes(Database database) {
    this.database = database;
  }

  /** Notes what servers of a release's stage answered. */
  public void keep(Release release, List<ProbeNote> notes) {
    database.write(
        open -> {
          try (PreparedStatement insert =
              open.prepareStatement(
                  "INSERT INTO probe (release, stage, server, at, outcome, detail)"
                      + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (ProbeNote note : notes) {
              insert.setLong(1, release.id());
              insert.setInt(2, release.standing().stage());
              insert.setString(3, note.server());
              insert.setString(4, note.at().toString());
              insert.setString(5, note.outcome());
              insert.setString(6, note.detail());
              insert.executeUpdate();
            }
            return notes.size();
          }
        });
  }

  /** What each server of a release's present stage answered last, by server. */
  public List<ProbeNote> last(Release release) {
    return database.read(
        open -> {
          try (PreparedStatement query =
              open.prepareStatement(
                  "SELECT server, at, outcome, detail FROM probe WHERE id IN (SELECT max(id) FROM"
                      + " probe WHERE release = ? AND stage = ? GROUP BY server) ORDER BY"
                      + " server")) {
            query.setLong(1, release.id());
            query.setInt(2, release.standing().stage());
            List<ProbeNote> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(
                    new ProbeNote(
                        row.getString("server"),
                        Instant.parse(row.getString("at")),
                        row.getString("outcome"),
                        row.getString("detail")));
              }
            }
            return found;
          }
        });
  }
}
