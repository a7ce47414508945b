package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the daemon does when the machine fails it: nothing is lost, it says what is wrong, and it
 * goes on when that is mended. Candidates here are no zones, so that their end is UNDECIDED.
 */
@Timeout(180)
class GateFaultsTest {
  /** SQLite's own library is unpacked, and its log grows to 4 MiB, before it is anybody's fault. */
  private static final int MOST_OCTETS = 5 << 20;

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void folders() throws IOException {
    log = folder.resolve("log");
    Files.createDirectory(folder.resolve("drop"));
  }

  private Path policy(String zone, String gate, String more) throws IOException {
    return Files.writeString(
        folder.resolve(zone + "toml"),
        """
        version = 1
        [zone]
        origin = "%s"
        [parent]
        none = true
        [gate]
        folder = "%s"
        %s
        [[gate.stage]]
        name = "only"
        file = "live-%s"
        servers = ["127.0.0.1:9"]
        """
            .formatted(zone, gate, more, zone));
  }

  private String status(Path policy) {
    return Cli.run("gate", "status", "--policy", policy.toString()).ends(ExitCode.PASS).out();
  }

  private void awaitLog(GateProcess daemon, String text) throws Exception {
    for (int i = 0; i < 900 && !Files.readString(log).contains(text); i++) {
      assertThat(daemon.isAlive()).as(Files.readString(log)).isTrue();
      Thread.sleep(100);
    }
    assertThat(Files.readString(log)).contains(text);
  }

  private Connection database() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("gate/gate.db"));
  }

  @Test
  void aFullDiskKeepsTheCandidateWhereItIs() throws Exception {
    Path policy = policy("zone.example.", "gate", "drop = \"drop\"");
    char[] large = new char[MOST_OCTETS + 1];
    Arrays.fill(large, ';');
    Files.writeString(folder.resolve("drop/zone"), new String(large));
    try (GateProcess daemon = GateProcess.limited(MOST_OCTETS, policy, Cli.NOW, log)) {
      awaitLog(daemon, "File too large");
      assertThat(status(policy)).doesNotContain("release 1");
      // Nothing of it fills the disk.
      try (var files = Files.walk(folder.resolve("gate/artefacts"))) {
        assertThat(files.filter(Files::isRegularFile)).isEmpty();
      }
      daemon.kill();
    }
    Cli.run("gate", "run", "--until-idle", "--policy", policy.toString()).ends(ExitCode.PASS);
    assertThat(status(policy)).contains("undecided  release 1");
    assertThat(folder.resolve("drop")).isEmptyDirectory();
  }

  /** A reader keeps the database's log from being emptied, until it is as large as may be. */
  @Test
  void aDatabaseThatCannotGrowStopsTheZoneWhereItIs() throws Exception {
    Path policy = policy("zone.example.", "gate", "drop = \"drop\"");
    status(policy);
    try (Connection reader = database();
        Statement read = reader.createStatement();
        Connection writer = database();
        Statement write = writer.createStatement()) {
      read.execute("BEGIN");
      try (ResultSet row = read.executeQuery("SELECT count(*) FROM event")) {
        assertThat(row.next()).isTrue();
      }
      write.executeUpdate("CREATE TABLE filler (x BLOB)");
      write.executeUpdate("INSERT INTO filler VALUES (zeroblob(" + MOST_OCTETS + "))");
      Files.writeString(folder.resolve("drop/zone"), "no zone\n");
      try (GateProcess daemon = GateProcess.limited(MOST_OCTETS, policy, Cli.NOW, log)) {
        awaitLog(daemon, "tried again in 10 s");
        assertThat(status(policy)).doesNotContain("release 1");
        read.execute("COMMIT");
        write.executeUpdate("DROP TABLE filler");
        write.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        write.execute("VACUUM");
        write.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        awaitLog(daemon, "undecided by gate");
        daemon.kill();
      }
    }
    assertThat(status(policy)).contains("undecided  release 1");
    Cli.run("gate", "doctor", "--policy", policy.toString()).ends(ExitCode.PASS);
  }

  @Test
  void aDatabaseThatAnotherProcessLocksIsWaitedFor() throws Exception {
    Path policy = policy("zone.example.", "gate", "drop = \"drop\"");
    status(policy);
    try (Connection other = database();
        Statement statement = other.createStatement();
        GateProcess daemon = GateProcess.run(policy, Cli.NOW, log)) {
      // It is up when it has taken the first one.
      Files.writeString(folder.resolve("drop/first"), "no zone\n");
      awaitLog(daemon, "undecided by gate");
      statement.execute("BEGIN IMMEDIATE");
      Files.writeString(folder.resolve("drop/second"), "no zone either\n");
      awaitLog(daemon, "database is locked");
      statement.execute("ROLLBACK");
      awaitLog(daemon, "release 2 undecided by gate");
      daemon.kill();
    }
  }

  /** Nobody, not even root, makes files in /sys. */
  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws Exception {
    Path policy = policy("zone.example.", "/sys/zonegate", "");
    Cli.run("gate", "run", "--until-idle", "--policy", policy.toString())
        .refuses(ExitCode.UNDECIDED, "[gate] folder = /sys/zonegate");
    Path other = policy("zone.example.", "gate", "[gate.metrics]\nfile = \"/sys/zonegate.prom\"\n");
    Path file = Files.writeString(folder.resolve("zone"), "no zone\n");
    Cli.run("gate", "submit", "--policy", other.toString(), file.toString()).ends(ExitCode.PASS);
    // What is measured nowhere keeps no release.
    Cli.Answer run = Cli.run("gate", "run", "--until-idle", "--policy", other.toString());
    assertThat(run.ends(ExitCode.PASS).err()).contains("metrics /sys/zonegate.prom: ");
    assertThat(status(other)).contains("undecided  release 1");
  }

  @Test
  void aZoneThatCannotBeDrivenKeepsNoOther() throws Exception {
    Path good = policy("good.example.", "gate", "drop = \"drop\"");
    Path bad = policy("bad.example.", "other", "");
    status(bad);
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("other/gate.db"));
        Statement statement = database.createStatement()) {
      statement.execute("PRAGMA foreign_keys = OFF");
      statement.execute("ALTER TABLE release RENAME TO gone");
    }
    Files.writeString(folder.resolve("drop/zone"), "no zone\n");
    try (GateProcess daemon = GateProcess.run(List.of(bad, good), Cli.NOW, log)) {
      awaitLog(daemon, "zonegate: bad.example. database ");
      awaitLog(daemon, "good.example. release 1 undecided by gate");
      daemon.kill();
    }
  }
}
