package io.zonegate.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes octets away that nobody needs any more. First the database and the log say so, then the
 * file goes: whoever is killed between the two leaves a file that goes the next time. Decides not
 * what is needed.
 */
public final class Removals {
  /** Deleting very many rows at once would keep others from writing. */
  private static final int MOST_PROBES = 10_000;

  private final Database database;
  private final Artefacts artefacts;

  Removals(Database database, Artefacts artefacts) {
    this.database = database;
    this.artefacts = artefacts;
  }

  /** The releases of a zone whose octets are kept, by number. */
  public List<Release> kept(String zone) {
    String condition =
        "zone = ? AND artefact IN (SELECT sha256 FROM artefact WHERE removed IS NULL)";
    return database.read(open -> ReleaseRows.where(open, condition, zone));
  }

  /**
   * Notes that the octets of a release are not kept any more, unless anything else needs them:
   * another release that is not among those meant, or any other row that names them.
   *
   * @param meant numbers of the releases that need them no more
   * @return whether it was noted; their file is still there
   */
  public boolean mark(Release release, Set<Long> meant, Event event) {
    String sha256 = release.artefact();
    return database.write(
        open -> {
          for (Release other : ReleaseRows.where(open, "artefact = ?", sha256)) {
            if (!meant.contains(other.id())) {
              return false;
            }
          }
          if (isNamedElsewhere(open, sha256)) {
            return false;
          }
          try (PreparedStatement update =
              open.prepareStatement(
                  "UPDATE artefact SET removed = ? WHERE sha256 = ? AND removed IS NULL")) {
            update.setString(1, event.at().toString());
            update.setString(2, sha256);
            if (update.executeUpdate() == 0) {
              return false;
            }
          }
          EventRows.append(open, event);
          return true;
        });
  }

  /**
   * Notes that octets which no row names any more are not kept: those of a way back that was not
   * taken. A row that names octets comes in one transaction with theirs, so none is on its way.
   *
   * @param zone in whose log it is said
   */
  public void markUnnamed(String zone, Instant now) {
    database.write(
        open -> {
          for (String sha256 : withoutRelease(open)) {
            if (!isNamedElsewhere(open, sha256)) {
              try (PreparedStatement update =
                  open.prepareStatement("UPDATE artefact SET removed = ? WHERE sha256 = ?")) {
                update.setString(1, now.toString());
                update.setString(2, sha256);
                update.executeUpdate();
              }
              Map<String, String> details =
                  Map.of("sha256", sha256, "reason", "nothing names it any more");
              EventRows.append(open, new Event(now, zone, 0, "gate", "artefact-removed", details));
            }
          }
          return zone;
        });
  }

  private static List<String> withoutRelease(Connection open) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement query =
            open.prepareStatement(
                "SELECT sha256 FROM artefact a WHERE removed IS NULL AND NOT EXISTS"
                    + " (SELECT 1 FROM release WHERE artefact = a.sha256)");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  /** Whichever tables there are: what refers to octets, needs them. */
  private static boolean isNamedElsewhere(Connection open, String sha256) throws SQLException {
    List<String> queries = new ArrayList<>();
    try (PreparedStatement tables =
            open.prepareStatement(
                "SELECT t.name, k.\"from\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name)"
                    + " k WHERE t.type = 'table' AND t.name <> 'release' AND k.\"table\" ="
                    + " 'artefact'");
        ResultSet row = tables.executeQuery()) {
      while (row.next()) {
        queries.add(
            "SELECT 1 FROM \"" + row.getString(1) + "\" WHERE \"" + row.getString(2) + "\" = ?");
      }
    }
    for (String text : queries) {
      try (PreparedStatement query = open.prepareStatement(text)) {
        query.setString(1, sha256);
        try (ResultSet row = query.executeQuery()) {
          if (row.next()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** SHA-256 of what is not kept any more. */
  public Set<String> marked() {
    return database.read(
        open -> {
          Set<String> found = new TreeSet<>();
          try (PreparedStatement query =
                  open.prepareStatement("SELECT sha256 FROM artefact WHERE removed IS NOT NULL");
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }

  /**
   * Deletes the file of what is not kept any more. Nobody can submit the same octets anew
   * meanwhile.
   *
   * @throws UncheckedIOException if it cannot be deleted
   */
  public void delete(String sha256) {
    database.write(
        open -> {
          if (isMarked(open, sha256)) {
            try {
              artefacts.remove(sha256);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
          return sha256;
        });
  }

  static boolean isMarked(Connection open, String sha256) throws SQLException {
    try (PreparedStatement query =
        open.prepareStatement("SELECT 1 FROM artefact WHERE sha256 = ? AND removed IS NOT NULL")) {
      query.setString(1, sha256);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * Forgets what servers were asked and answered, some of the answers at a time: of releases whose
   * octets are not kept any more, and answers before a time.
   */
  public void forgetProbes(Instant before) {
    database.write(
        open -> {
          try (PreparedStatement delete =
              open.prepareStatement(
                  "DELETE FROM probe WHERE id IN (SELECT probe.id FROM probe JOIN release ON"
                      + " release.id = probe.release JOIN artefact ON artefact.sha256 ="
                      + " release.artefact WHERE artefact.removed IS NOT NULL OR probe.at < ?"
                      + " LIMIT ?)")) {
            delete.setString(1, before.toString());
            delete.setInt(2, MOST_PROBES);
            delete.executeUpdate();
          }
          try (PreparedStatement delete =
              open.prepareStatement(
                  "DELETE FROM questionnaire WHERE artefact IN (SELECT sha256 FROM artefact WHERE"
                      + " removed IS NOT NULL)")) {
            return delete.executeUpdate();
          }
        });
  }
}
