package io.zonegate.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What of the log was delivered to whom. A receiver is one of a zone and has a name; its target is
 * where it is, which receivers of several zones may share. Thread-safe.
 */
public final class Deliveries {
  private final Database database;

  Deliveries(Database database) {
    this.database = database;
  }

  /**
   * How a target has answered.
   *
   * @param failingSince since when no delivery has succeeded; empty if the last one did
   * @param failure what the last delivery failed of; empty if it did not
   * @param failingTold whether an event says so
   * @param delivered when a delivery succeeded last
   * @param testSent when a test was put into the log last
   * @param testArrived when a test was delivered last
   */
  public record TargetNote(
      Optional<Instant> failingSince,
      String failure,
      boolean failingTold,
      Optional<Instant> delivered,
      Optional<Instant> testSent,
      Optional<Instant> testArrived) {
    /** Nobody has tried it. */
    public static final TargetNote NONE =
        new TargetNote(
            Optional.empty(), "", false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The number of the last event that a receiver has been told, or did not want; one that is not
   * known yet is told what comes from now on.
   */
  public long begin(String zone, String receiver) {
    return database.write(
        open -> {
          ReleaseStore.know(open, zone);
          try (PreparedStatement insert =
              open.prepareStatement(
                  "INSERT INTO receiver (zone, name, told) VALUES (?, ?, ?)"
                      + " ON CONFLICT DO NOTHING")) {
            insert.setString(1, zone);
            insert.setString(2, receiver);
            insert.setLong(3, EventRows.last(open));
            insert.executeUpdate();
          }
          return told(open, zone, receiver).orElseThrow();
        });
  }

  /** The same of a receiver that is known; empty if it is not. */
  public Optional<Long> told(String zone, String receiver) {
    return database.read(open -> told(open, zone, receiver));
  }

  private static Optional<Long> told(Connection open, String zone, String receiver)
      throws SQLException {
    try (PreparedStatement query =
        open.prepareStatement("SELECT told FROM receiver WHERE zone = ? AND name = ?")) {
      query.setString(1, zone);
      query.setString(2, receiver);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
      }
    }
  }

  /**
   * The zone's events after a number, in their order.
   *
   * @param most how many at most
   */
  public List<LoggedEvent> after(String zone, long sequence, int most) {
    return database.read(open -> EventRows.after(open, zone, sequence, most));
  }

  /** Notes that a receiver has the events up to this one, or did not want them. */
  public void told(String zone, String receiver, long sequence) {
    database.write(
        open -> {
          try (PreparedStatement update =
              open.prepareStatement(
                  "UPDATE receiver SET told = max(told, ?) WHERE zone = ? AND name = ?")) {
            update.setLong(1, sequence);
            update.setString(2, zone);
            update.setString(3, receiver);
            return update.executeUpdate();
          }
        });
  }

  /**
   * Notes that a delivery succeeded.
   *
   * @param test whether it was a test
   */
  public void answered(String target, boolean test, Instant now) {
    database.write(
        open -> {
          try (PreparedStatement update =
              open.prepareStatement(
                  "INSERT INTO target (id, delivered, test_arrived) VALUES (?1, ?2, ?3)"
                      + " ON CONFLICT (id) DO UPDATE SET delivered = ?2, failing_since = NULL,"
                      + " failure = NULL, failing_told = 0,"
                      + " test_arrived = coalesce(?3, test_arrived)")) {
            update.setString(1, target);
            update.setString(2, now.toString());
            update.setString(3, test ? now.toString() : null);
            return update.executeUpdate();
          }
        });
  }

  /** Notes that a delivery failed. */
  public void failed(String target, String why, Instant now) {
    database.write(
        open -> {
          try (PreparedStatement update =
              open.prepareStatement(
                  "INSERT INTO target (id, failing_since, failure) VALUES (?1, ?2, ?3)"
                      + " ON CONFLICT (id) DO UPDATE SET"
                      + " failing_since = coalesce(failing_since, ?2), failure = ?3")) {
            update.setString(1, target);
            update.setString(2, now.toString());
            update.setString(3, why);
            return update.executeUpdate();
          }
        });
  }

  /** Says in the log, once while it lasts, that a target fails. */
  public void tellFailing(String target, Event event) {
    database.write(
        open -> {
          try (PreparedStatement update =
              open.prepareStatement(
                  "UPDATE target SET failing_told = 1 WHERE id = ? AND failing_told = 0")) {
            update.setString(1, target);
            if (update.executeUpdate() > 0) {
              EventRows.append(open, event);
            }
            return event;
          }
        });
  }

  /**
   * Puts a test into the log if the last one is older than the interval, or of the future since the
   * clock was set back.
   */
  public void test(String target, Duration interval, Event event) {
    Instant now = event.at();
    database.write(
        open -> {
          Optional<Instant> last = target(open, target).testSent();
          if (last.filter(t -> t.plus(interval).isAfter(now) && !t.isAfter(now)).isEmpty()) {
            try (PreparedStatement update =
                open.prepareStatement(
                    "INSERT INTO target (id, test_sent) VALUES (?1, ?2)"
                        + " ON CONFLICT (id) DO UPDATE SET test_sent = ?2")) {
              update.setString(1, target);
              update.setString(2, now.toString());
              update.executeUpdate();
            }
            EventRows.append(open, event);
          }
          return event;
        });
  }

  /** How a target has answered. */
  public TargetNote target(String target) {
    return database.read(open -> target(open, target));
  }

  private static TargetNote target(Connection open, String target) throws SQLException {
    try (PreparedStatement query = open.prepareStatement("SELECT * FROM target WHERE id = ?")) {
      query.setString(1, target);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new TargetNote(
                time(row, "failing_since"),
                Optional.ofNullable(row.getString("failure")).orElse(""),
                row.getBoolean("failing_told"),
                time(row, "delivered"),
                time(row, "test_sent"),
                time(row, "test_arrived"))
            : TargetNote.NONE;
      }
    }
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(Instant::parse);
  }

  /** Puts an event into the log. */
  public LoggedEvent append(Event event) {
    return database.write(open -> EventRows.append(open, event));
  }

  /**
   * Puts an event into the log unless there is one of its kind about its release already.
   *
   * @return whether there was none
   */
  public boolean once(Event event) {
    return database.write(
        open -> {
          try (PreparedStatement query =
              open.prepareStatement(
                  "SELECT 1 FROM event WHERE zone = ? AND release = ? AND kind = ? LIMIT 1")) {
            query.setString(1, event.zone());
            query.setLong(2, event.release());
            query.setString(3, event.kind());
            try (ResultSet row = query.executeQuery()) {
              if (row.next()) {
                return false;
              }
            }
          }
          EventRows.append(open, event);
          return true;
        });
  }
}
