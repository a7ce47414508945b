package io.zonegate.release;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The zones of which nothing is to be published until they are thawed. Thread-safe, as {@link
 * ReleaseStore} is.
 */
public final class Freezes {
  private final Database database;

  Freezes(Database database) {
    this.database = database;
  }

  /** Why nothing of the zone is to be published; empty if it is not frozen. */
  public Optional<Freeze> frozen(String zone) {
    return database.read(
        open -> {
          try (PreparedStatement query =
              open.prepareStatement(
                  "SELECT frozen_at, frozen_by, frozen_why FROM zone WHERE name = ?"
                      + " AND frozen_at IS NOT NULL")) {
            query.setString(1, zone);
            try (ResultSet row = query.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Freeze(
                          Instant.parse(row.getString(1)), row.getString(2), row.getString(3)))
                  : Optional.empty();
            }
          }
        });
  }

  /** Lets nothing of the zone be published until {@link #thaw}. */
  public void freeze(String zone, Freeze freeze) {
    setFrozen(
        zone,
        Optional.of(freeze),
        new Event(freeze.at(), zone, 0, freeze.by(), "frozen", Map.of("reason", freeze.reason())));
  }

  /** Ends {@link #freeze}. */
  public void thaw(String zone, String by, Instant now) {
    setFrozen(zone, Optional.empty(), new Event(now, zone, 0, by, "thawed", Map.of()));
  }

  private void setFrozen(String zone, Optional<Freeze> freeze, Event event) {
    database.write(
        open -> {
          ReleaseStore.know(open, zone);
          try (PreparedStatement update =
              open.prepareStatement(
                  "UPDATE zone SET frozen_at = ?, frozen_by = ?, frozen_why = ? WHERE name = ?")) {
            update.setString(1, freeze.map(f -> f.at().toString()).orElse(null));
            update.setString(2, freeze.map(Freeze::by).orElse(null));
            update.setString(3, freeze.map(Freeze::reason).orElse(null));
            update.setString(4, zone);
            update.executeUpdate();
          }
          EventRows.append(open, event);
          return event;
        });
  }
}
