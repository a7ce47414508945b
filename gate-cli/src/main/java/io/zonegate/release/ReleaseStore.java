package io.zonegate.release;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The releases of all zones of a gate and the log of what happened to them. Every change is one
 * transaction together with its events: there is no state without the event that says who brought
 * it about. Thread-safe; several processes may have it open.
 */
public final class ReleaseStore implements AutoCloseable {
  private static final String FILE = "gate.db";

  private final Database database;
  private final Artefacts artefacts;

  private ReleaseStore(Database database, Artefacts artefacts) {
    this.database = database;
    this.artefacts = artefacts;
  }

  /**
   * Opens the store of a gate, and makes it if there is none.
   *
   * @param folder an existing folder, on a local file system
   * @throws StoreException if the database cannot be opened or is of a newer program
   */
  public static ReleaseStore open(Path folder) {
    return new ReleaseStore(Database.open(folder.resolve(FILE)), new Artefacts(folder));
  }

  /**
   * Notes a candidate whose octets are kept already. A release with these octets that has not ended
   * is not noted twice: whoever was interrupted may submit again.
   *
   * @param octets how many it has
   * @throws StoreException also if they were removed by retention after they were kept
   */
  public Release submit(String zone, String artefact, long octets, String by, Instant now) {
    return database.write(
        open -> {
          know(open, zone);
          for (Release known :
              ReleaseRows.where(open, "zone = ? AND artefact = ?", zone, artefact)) {
            if (!known.state().ended()) {
              return known;
            }
          }
          ReleaseRows.knowArtefact(open, artefacts, artefact, octets, now);
          long id =
              ReleaseRows.insert(
                  open,
                  zone,
                  artefact,
                  now,
                  by,
                  Standing.received(now),
                  ZoneFacts.NONE,
                  Optional.empty());
          Release release = ReleaseRows.where(open, "id = ?", id).get(0);
          EventRows.append(
              open,
              Event.of(
                  release,
                  now,
                  by,
                  "submitted",
                  Map.of("sha256", artefact, "octets", Long.toString(octets))));
          return release;
        });
  }

  /** What was said of releases: verdicts, attestations, and what servers are to be asked. */
  public Papers papers() {
    return new Papers(database);
  }

  /** What servers answered. */
  public Probes probes() {
    return new Probes(database);
  }

  /** Whether anything of a zone may be published. */
  public Freezes freezes() {
    return new Freezes(database);
  }

  /** Ways back and overrides. */
  public WayStore ways() {
    return new WayStore(database, artefacts);
  }

  /** The release with this number. */
  public Optional<Release> release(long id) {
    return database.read(open -> ReleaseRows.where(open, "id = ?", id)).stream().findFirst();
  }

  /** The release of the zone that is on its way. */
  public Optional<Release> inFlight(String zone) {
    return in(zone, ReleaseState::inFlight).stream().findFirst();
  }

  /** The release of the zone that all stages have. */
  public Optional<Release> live(String zone) {
    return in(zone, ReleaseState.LIVE::equals).stream().findFirst();
  }

  /** The releases of the zone that wait for their turn, by number. */
  public List<Release> waiting(String zone) {
    return in(zone, ReleaseState.RECEIVED::equals);
  }

  private List<Release> in(String zone, Predicate<ReleaseState> meant) {
    String states = ReleaseState.list(meant);
    return database.read(open -> ReleaseRows.where(open, "zone = ? AND state IN " + states, zone));
  }

  /**
   * The release that servers of a stage were given last, or are about to be.
   *
   * @param stage its index, from 0
   */
  public Optional<Release> lastAt(String zone, int stage) {
    String condition = "id = (SELECT max(id) FROM release WHERE zone = ? AND stage >= ?)";
    return database.read(open -> ReleaseRows.where(open, condition, zone, stage)).stream()
        .findFirst();
  }

  /** The release of the zone that was received last. */
  public Optional<Release> newest(String zone) {
    String condition = "id = (SELECT max(id) FROM release WHERE zone = ?)";
    return database.read(open -> ReleaseRows.where(open, condition, zone)).stream().findFirst();
  }

  /** How many releases of the zone are in each state; states that none is in are left out. */
  public Map<ReleaseState, Long> counts(String zone) {
    return database.read(open -> ReleaseRows.counts(open, zone));
  }

  /**
   * The releases that were published to a stage, or were live, the latest first. One whose
   * publication was begun and is not in the log is none of them.
   *
   * @param stage its index, from 0
   * @param stageName its name, by which a stage is known when the policy's stages have changed
   * @param most how many at most
   */
  public List<Release> published(String zone, int stage, String stageName, int most) {
    String condition =
        "id IN (SELECT id FROM release r WHERE zone = ? AND (state IN ('LIVE', 'RETIRED') OR stage"
            + " > ? OR (stage = ? AND stage_name = ? AND (state = 'SOAKING' OR EXISTS (SELECT 1"
            + " FROM event WHERE event.release = r.id AND kind = 'published' AND"
            + " json_extract(details, '$.stage') = r.stage_name)))) ORDER BY id DESC LIMIT ?)";
    List<Release> found =
        new ArrayList<>(
            database.read(
                open -> ReleaseRows.where(open, condition, zone, stage, stage, stageName, most)));
    Collections.reverse(found);
    return found;
  }

  /**
   * The last of the releases of the zone that are or were live and were not taken back.
   *
   * @param below only those with a smaller number
   */
  public Optional<Release> lastGood(String zone, long below) {
    String condition =
        "id = (SELECT max(id) FROM release WHERE zone = ? AND id < ?"
            + " AND state IN ('LIVE', 'RETIRED'))";
    return database.read(open -> ReleaseRows.where(open, condition, zone, below)).stream()
        .findFirst();
  }

  /**
   * The last release of the zone that was submitted by these.
   *
   * @param by how their names begin
   */
  public Optional<Release> lastSubmittedBy(String zone, String by) {
    String condition =
        "id = (SELECT max(id) FROM release WHERE zone = ? AND substr(submitted_by, 1, ?) = ?)";
    return database.read(open -> ReleaseRows.where(open, condition, zone, by.length(), by)).stream()
        .findFirst();
  }

  /** All releases of the zone, by number. */
  public List<Release> releases(String zone) {
    return database.read(open -> ReleaseRows.where(open, "zone = ?", zone));
  }

  /**
   * Makes a changed release the one that counts, with what is to be said of it.
   *
   * @throws ChangedMeanwhileException if it is no longer as it was read
   */
  public void save(Release changed, Event event) throws ChangedMeanwhileException {
    save(List.of(changed), List.of(event));
  }

  /**
   * Makes changed releases the ones that count, all or none of them, with what is to be said of it.
   *
   * @throws ChangedMeanwhileException if one of them is no longer as it was read
   */
  public void save(List<Release> changed, List<Event> events) throws ChangedMeanwhileException {
    Optional<Release> late =
        database.write(
            open -> {
              for (Release release : changed) {
                if (!ReleaseRows.isCurrent(open, release)) {
                  return Optional.of(release);
                }
              }
              for (Release release : changed) {
                ReleaseRows.update(open, release);
              }
              for (Event event : events) {
                EventRows.append(open, event);
              }
              return Optional.empty();
            });
    if (late.isPresent()) {
      throw new ChangedMeanwhileException(late.get());
    }
  }

  static void know(Connection open, String zone) throws SQLException {
    try (PreparedStatement insert =
        open.prepareStatement("INSERT INTO zone (name) VALUES (?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, zone);
      insert.executeUpdate();
    }
  }

  /**
   * The log in its order.
   *
   * @param sequence only what came after this number; 0 for the whole log
   */
  public List<LoggedEvent> eventsAfter(long sequence) {
    return database.read(open -> EventRows.after(open, sequence));
  }

  /** Takes octets away that nobody needs any more. */
  public Removals removals() {
    return new Removals(database, artefacts);
  }

  /** What of the log was delivered to whom. */
  public Deliveries deliveries() {
    return new Deliveries(database);
  }

  /** The number of the last event; 0 if there is none. */
  public long lastEvent() {
    return database.read(EventRows::last);
  }

  /** The artefacts that should be there: SHA-256 and number of octets. */
  public Map<String, Long> artefacts() {
    return database.read(
        open -> {
          Map<String, Long> found = new TreeMap<>();
          try (PreparedStatement query =
                  open.prepareStatement(
                      "SELECT sha256, octets FROM artefact WHERE removed IS NULL");
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.put(row.getString(1), row.getLong(2));
            }
          }
          return found;
        });
  }

  /** What SQLite itself finds wrong with the database; empty if nothing is. */
  public List<String> complaints() {
    return database.read(
        open -> {
          List<String> found = new ArrayList<>();
          try (PreparedStatement query = open.prepareStatement("PRAGMA integrity_check");
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              if (!row.getString(1).equals("ok")) {
                found.add(row.getString(1));
              }
            }
          }
          try (PreparedStatement query = open.prepareStatement("PRAGMA foreign_key_check");
              ResultSet row = query.executeQuery()) {
            while (row.next()) {
              found.add(
                  "a row of "
                      + row.getString(1)
                      + " names one of "
                      + row.getString(3)
                      + " that is not there");
            }
          }
          return found;
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
