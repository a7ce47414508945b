package io.zonegate.release;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways around and back that are kept in the store of releases, each change with its events. */
public final class WayStore {
  private final Database database;
  private final Artefacts artefacts;

  WayStore(Database database, Artefacts artefacts) {
    this.database = database;
    this.artefacts = artefacts;
  }

  /** What is kept to get back from a release. */
  public Optional<WayBack> wayBack(Release from) {
    return database.read(open -> WayRows.wayBack(open, from.id()));
  }

  /**
   * Keeps a way back in place of an earlier one from the same release.
   *
   * @param octets how many its artefact has, which is kept already
   */
  public void keep(WayBack way, long octets, Event event) {
    database.write(open -> put(open, way, octets, event));
  }

  /**
   * Keeps what became of a way back, unless somebody has brought another since it was read.
   *
   * @param read as it was read
   * @param octets how many the artefact has, which is kept already
   */
  public void replace(Optional<WayBack> read, WayBack way, long octets, Event event) {
    database.write(
        open ->
            WayRows.wayBack(open, way.release()).equals(read)
                ? put(open, way, octets, event)
                : way);
  }

  private WayBack put(Connection open, WayBack way, long octets, Event event) throws SQLException {
    if (!way.artefact().isEmpty()) {
      ReleaseRows.knowArtefact(open, artefacts, way.artefact(), octets, way.at());
    }
    WayRows.put(open, way);
    EventRows.append(open, event);
    return way;
  }

  /**
   * Keeps what became of a way back that has no new octets, unless it is another since it was read.
   *
   * @param read as it was read
   */
  public void replace(Optional<WayBack> read, WayBack way, Event event) {
    database.write(
        open -> {
          if (WayRows.wayBack(open, way.release()).equals(read)) {
            WayRows.put(open, way);
            EventRows.append(open, event);
          }
          return way;
        });
  }

  /** Forgets the ways back from releases of the zone that have ended. */
  public void dropEnded(String zone) {
    database.write(
        open -> {
          WayRows.dropEnded(open, zone, ReleaseState.list(ReleaseState::ended));
          return zone;
        });
  }

  /**
   * Takes a way back: it becomes the release that is on its way, passed at the time of its verdict.
   *
   * @param from the release that is rolled back
   * @param ended releases that end with it, changed already
   * @param events what is to be said of those
   * @param by who said so
   * @return the new release
   * @throws ChangedMeanwhileException if one of them is no longer as it was read
   */
  public Release take(
      WayBack way,
      Release from,
      List<Release> ended,
      List<Event> events,
      String by,
      String reason,
      Instant now)
      throws ChangedMeanwhileException {
    List<Release> late = new ArrayList<>();
    Release taken =
        database.write(
            open -> {
              List<Release> read = new ArrayList<>(ended);
              read.add(from);
              for (Release release : read) {
                if (!ReleaseRows.isCurrent(open, release)) {
                  late.add(release);
                  return release;
                }
              }
              if (!WayRows.wayBack(open, from.id()).equals(Optional.of(way))) {
                late.add(from);
                return from;
              }
              // One that came in meanwhile would go out after this one with a lower number.
              for (Release waiting :
                  ReleaseRows.where(open, "zone = ? AND state = 'RECEIVED'", from.zone())) {
                if (ended.stream().noneMatch(r -> r.id() == waiting.id())) {
                  late.add(waiting);
                  return waiting;
                }
              }
              for (Release release : ended) {
                ReleaseRows.update(open, release);
              }
              for (Event event : events) {
                EventRows.append(open, event);
              }
              return insert(open, way, from, by, reason, now);
            });
    if (!late.isEmpty()) {
      throw new ChangedMeanwhileException(late.get(0));
    }
    return taken;
  }

  private static Release insert(
      Connection open, WayBack way, Release from, String by, String reason, Instant now)
      throws SQLException {
    Standing passed = Standing.received(way.at()).to(ReleaseState.VERIFIED, way.at(), "");
    long id =
        ReleaseRows.insert(
            open,
            from.zone(),
            way.artefact(),
            now,
            by,
            passed,
            way.facts(),
            Optional.of(new Rollback(from.id(), way.bringsBack())));
    Release release = ReleaseRows.where(open, "id = ?", id).get(0);
    Papers.keepVerdict(open, release, "PASS", way.report(), way.at());
    if (way.envelope().isPresent()) {
      Papers.keepAttestation(open, release, way.envelope().get());
    }
    EventRows.append(
        open,
        Event.of(
            release,
            now,
            by,
            "rollback",
            Map.of(
                "reason",
                reason,
                "rollsBack",
                Long.toString(from.id()),
                "bringsBack",
                Long.toString(way.bringsBack()),
                "sha256",
                way.artefact())));
    return release;
  }

  /** All overrides of the zone, by number. */
  public List<CheckOverride> overrides(String zone) {
    return database.read(open -> WayRows.overrides(open, "about.zone = ?", zone));
  }

  /** The override that a release is judged with. */
  public Optional<CheckOverride> overrideFor(Release release) {
    return database
        .read(open -> WayRows.overrides(open, "override.release = ?", release.id()))
        .stream()
        .findFirst();
  }

  /** Notes that a person asks for an override; its number. */
  public long ask(CheckOverride override, Event event) {
    return database.write(
        open -> {
          long id = WayRows.insert(open, override);
          EventRows.append(open, event);
          return id;
        });
  }

  /**
   * Notes that another person agrees, and hands the blocked release's octets in once more.
   *
   * @return the new release; empty if somebody has confirmed it already
   */
  public Optional<Release> confirm(
      CheckOverride override, Release blocked, String by, Instant now) {
    return database.write(
        open -> {
          if (WayRows.overrides(open, "override.id = ?", override.id()).stream()
              .anyMatch(o -> o.consent().isPresent())) {
            return Optional.empty();
          }
          long id =
              ReleaseRows.insert(
                  open,
                  blocked.zone(),
                  blocked.artefact(),
                  now,
                  by,
                  Standing.received(now),
                  ZoneFacts.NONE,
                  Optional.empty());
          WayRows.consent(open, override.id(), new CheckOverride.Consent(by, now, id));
          Release release = ReleaseRows.where(open, "id = ?", id).get(0);
          EventRows.append(
              open,
              Event.of(
                  release,
                  now,
                  by,
                  "override-confirmed",
                  Map.of(
                      "override",
                      Long.toString(override.id()),
                      "askedBy",
                      override.askedBy(),
                      "checks",
                      String.join(" ", override.checks()),
                      "reason",
                      override.reason(),
                      "expires",
                      override.expires().toString(),
                      "blocked",
                      Long.toString(blocked.id()),
                      "sha256",
                      blocked.artefact())));
          return Optional.of(release);
        });
  }
}
