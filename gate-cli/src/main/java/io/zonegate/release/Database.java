package io.zonegate.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file of the gate. A transaction that was committed outlives a loss of power
 * (write-ahead log, {@code synchronous=FULL}); one that was not leaves nothing.
 */
final class Database implements AutoCloseable {
  /** Scripts {@code schema-1.sql} to this one bring an empty file up to date, in this order. */
  private static final int SCHEMA = 4;

  /** Another process writes for milliseconds; who waits longer than this has found a fault. */
  private static final int BUSY_MILLISECONDS = 10_000;

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Work on an open transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * Opens the file, makes it if it is not there, and brings its schema up to date.
   *
   * @throws StoreException if it cannot be opened or was written by a newer program
   */
  static Database open(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    // A table that others name cannot be built anew while they are enforced; that is below.
    config.enforceForeignKeys(false);
    config.setBusyTimeout(BUSY_MILLISECONDS);
    try {
      Database database = new Database(file, config.createConnection("jdbc:sqlite:" + file));
      try {
        database.write(database::migrate);
        database.enforceForeignKeys();
        return database;
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("database " + file + " cannot be opened", e);
    }
  }

  /**
   * Does work that writes, in one transaction, and commits it.
   *
   * @throws StoreException if the database fails; nothing of the work is kept
   */
  <T> T write(Work<T> work) {
    // One that began by reading could meet another writer half-way.
    return transaction("BEGIN IMMEDIATE", work);
  }

  /**
   * Does work that only reads, all of it in one state of the database; writers are not kept.
   *
   * @throws StoreException if the database fails
   */
  <T> T read(Work<T> work) {
    return transaction("BEGIN", work);
  }

  // The driver's own way of transactions begins the next one at once, and keeps all others out.
  private synchronized <T> T transaction(String begin, Work<T> work) {
    try (Statement control = connection.createStatement()) {
      control.execute(begin);
      boolean done = false;
      try {
        refuseNewer(version(control));
        T result = work.on(connection);
        control.execute("COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          rollBack(control);
        }
      }
    } catch (SQLException e) {
      throw new StoreException("database " + file, e);
    }
  }

  private static void rollBack(Statement control) {
    try {
      control.execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back by itself, as when the disk is full: that error is the one to tell.
      return;
    }
  }

  /** Outside of a transaction, or SQLite passes over it. */
  private void enforceForeignKeys() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA foreign_keys = ON");
    }
  }

  private Void migrate(Connection open) throws SQLException {
    try (Statement statement = open.createStatement()) {
      int version = version(statement);
      for (int next = version + 1; next <= SCHEMA; next++) {
        statement.executeUpdate(script(next));
        statement.executeUpdate("PRAGMA user_version = " + next);
        try (ResultSet broken = statement.executeQuery("PRAGMA foreign_key_check")) {
          if (broken.next()) {
            throw new StoreException(
                "database "
                    + file
                    + " cannot be brought to schema "
                    + next
                    + ": rows of "
                    + broken.getString(1)
                    + " name some of "
                    + broken.getString(3)
                    + " that are not there; restore it from a copy");
          }
        }
      }
      return null;
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  /** A newer program may have brought it up to date while this one had it open. */
  private void refuseNewer(int version) {
    if (version > SCHEMA) {
      throw new StoreException(
          "database "
              + file
              + " has schema "
              + version
              + ", this program knows "
              + SCHEMA
              + "; use the program that wrote it, or a newer one");
    }
  }

  private static String script(int number) {
    String name = "schema-" + number + ".sql";
    try (InputStream in = Database.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program's files");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StoreException("database " + file + " cannot be closed", e);
    }
  }
}
