package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonegate.file.Turn;
import io.zonegate.hsm.file.OwnAccount;
import io.zonegate.policy.PolicyReader;
import io.zonegate.policy.WaySettings;
import io.zonegate.release.ReleaseStore;
import io.zonegate.report.Pages;
import io.zonegate.report.html.ZonesPage;
import io.zonegate.rollout.Overrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gate's commands say and end with, without servers. */
class GateCommandsTest {
  @TempDir Path folder;
  private Path policy;
  private Path drop;

  @BeforeEach
  void policy() throws IOException {
    drop = Files.createDirectory(folder.resolve("drop"));
    policy =
        Files.writeString(
            folder.resolve("policy.toml"),
            """
            version = 1
            [zone]
            origin = "zone.example."
            [parent]
            none = true
            [gate]
            folder = "gate"
            drop = "drop"
            [[gate.stage]]
            name = "only"
            file = "live"
            servers = ["127.0.0.1:9"]
            """);
  }

  private Cli.Answer gate(String words, String... more) {
    String[] first = ("gate " + words + " --policy " + policy).split(" ");
    return Cli.run(Cli.words(first, more));
  }

  private JsonNode status() throws IOException {
    return new ObjectMapper().readTree(gate("status --format json").ends(ExitCode.PASS).out());
  }

  @Test
  void aZoneThatIsNoneIsUndecidedAndWhoWaitsForItIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("zone"), "no zone\n");
    gate("submit", file.toString()).ends(ExitCode.PASS);
    assertThat(gate("run --until-idle").ends(ExitCode.PASS).out()).contains("undecided by gate");
    assertThat(status().at("/releases/0/state").asText()).isEqualTo("UNDECIDED");
    assertThat(folder.resolve("live")).doesNotExist();
    gate("doctor").ends(ExitCode.PASS);
    gate("history --verify").ends(ExitCode.PASS);
  }

  @Test
  void theStatusAsAPageAndForMonitoring() throws Exception {
    Path page = folder.resolve("page");
    Path file = Files.writeString(folder.resolve("zone"), "no zone\n");
    gate("submit", file.toString()).ends(ExitCode.PASS);
    gate("run --until-idle").ends(ExitCode.PASS);
    Cli.Answer answer = gate("status --nagios", "--html", page.toString()).ends(ExitCode.UNDECIDED);
    assertThat(answer.out())
        .startsWith(
            "ZONEGATE UNKNOWN - zone zone.example.: no release has gone through all stages;")
        .contains("release 1 of zone.example. is UNDECIDED");
    assertThat(page.resolve("index.html"))
        .content()
        .contains("<p class=\"word\">UNKNOWN</p>", "zonegate gate freeze --policy");
    assertThat(page.resolve("report.css")).isNotEmptyFile();
    assertThat(page.resolve("release-1.html"))
        .content()
        .contains("<p class=\"word\">UNDECIDED</p>", "id=\"ZONE-READ\"");
    Pages.inFolder(page).areForAnyBrowser();
    alter("UPDATE verdict SET report = '{\"schemaVersion\": 99}'");
    gate("status", "--html", page.toString()).ends(ExitCode.PASS);
    assertThat(page.resolve("index.html"))
        .content()
        .contains("cannot be read: it has schema version 99, this program reads 1");
  }

  /** The names that the daemon's file has, for those who have no daemon. */
  @Test
  void theStatusAsMetrics() throws Exception {
    Path metrics = folder.resolve("zone.prom");
    Path file = Files.writeString(folder.resolve("zone"), "no zone\n");
    gate("submit", file.toString()).ends(ExitCode.PASS);
    gate("status", "--prom", metrics.toString()).ends(ExitCode.PASS);
    assertThat(metrics)
        .content()
        .contains("zonegate_zone_releases{state=\"received\",zone=\"zone.example.\"} 1.0")
        .contains("zonegate_zone_frozen{zone=\"zone.example.\"} 0.0");
    gate("status", "--prom", policy.toString())
        .refuses(ExitCode.USAGE, "a report cannot go to " + policy);
    Files.delete(metrics);
    Files.createDirectory(metrics);
    gate("status", "--prom", metrics.toString())
        .refuses(ExitCode.UNDECIDED, "the metrics cannot be written");
  }

  @Test
  void theStatusOfSeveralZones() throws Exception {
    Path other =
        Files.writeString(
            folder.resolve("other.toml"),
            Files.readString(policy).replace("\"zone.example.\"", "\"a/b.example.\""));
    Path file = Files.writeString(folder.resolve("zone"), "no zone\n");
    gate("submit", file.toString()).ends(ExitCode.PASS);
    gate("freeze --reason holidays").ends(ExitCode.PASS);
    Path page = folder.resolve("page");
    Path metrics = folder.resolve("all.prom");
    Cli.Answer answer =
        gate("status", other.toString(), "--html", page.toString(), "--prom", metrics.toString())
            .ends(ExitCode.PASS);
    assertThat(answer.out().lines().toList())
        .hasSize(3)
        .element(0)
        .asString()
        .startsWith("UNKNOWN   a/b.example.: no release has gone");
    assertThat(answer.out()).contains("frozen by ").endsWith("2 zones: 2 UNKNOWN\n");
    assertThat(page.resolve("index.html"))
        .content()
        .contains("zones/zone.example/index.html", "zones/a_2Fb.example/index.html", "FROZEN");
    Pages.inFolder(page).areForAnyBrowser();
    assertThat(metrics).content().contains("zone=\"zone.example.\"", "zone=\"a/b.example.\"");
    thePagesOfOtherZonesGoAway(page, other);
    assertThat(gate("status --nagios", other.toString()).ends(ExitCode.UNDECIDED).out())
        .startsWith("ZONEGATE UNKNOWN - 2 zones: 2 UNKNOWN; a/b.example. no release has gone")
        .contains(" | ok=0 warning=0 unknown=2 critical=0");
    JsonNode all =
        new ObjectMapper()
            .readTree(gate("status --format json", other.toString()).ends(ExitCode.PASS).out());
    assertThat(all.findValuesAsText("zone")).containsExactly("a/b.example.", "zone.example.");
    assertThat(ZonesPage.folder(".")).isEqualTo("zones/_");
    assertThat(ZonesPage.folder("_tcp.a.")).isEqualTo("zones/_5Ftcp.a");
    gate("status", policy.toString())
        .refuses(ExitCode.USAGE, "are both of zone.example.; name one of them");
  }

  private void thePagesOfOtherZonesGoAway(Path page, Path other) throws IOException {
    Path zones = page.resolve("zones");
    gate("status", "--html", zones.resolve("gone.example").toString()).ends(ExitCode.PASS);
    Path left = zones.resolve("left.example");
    gate("status", "--html", left.toString()).ends(ExitCode.PASS);
    Files.writeString(left.resolve("notes.txt"), "somebody's");
    Path foreign = Files.createDirectory(zones.resolve("foreign"));
    Files.writeString(foreign.resolve("index.html"), "<p>not ours</p>");
    gate("status", other.toString(), "--html", page.toString()).ends(ExitCode.PASS);
    assertThat(zones.resolve("gone.example")).doesNotExist();
    assertThat(left).isDirectoryContaining("glob:**notes.txt");
    assertThat(left.resolve("index.html")).doesNotExist();
    assertThat(foreign.resolve("index.html")).exists();
    assertThat(zones.resolve("zone.example/index.html")).exists();
    assertThat(zones.resolve("a_2Fb.example/index.html")).exists();
  }

  /** By age, since z.10 sorts before z.9; and nothing that is still being written. */
  @Test
  void theDropFolderIsTakenByAge() throws Exception {
    FileTime time = FileTime.from(Cli.NOW);
    Files.setLastModifiedTime(Files.writeString(drop.resolve("z.9"), "no zone 9\n"), time);
    FileTime later = FileTime.from(Cli.NOW.plusSeconds(1));
    Files.setLastModifiedTime(Files.writeString(drop.resolve("z.10"), "no zone 10\n"), later);
    Files.writeString(drop.resolve(".taking-z.8"), "no zone 8\n");
    Files.writeString(drop.resolve("z.11.part"), "half");
    gate("run --until-idle").ends(ExitCode.PASS);
    JsonNode releases = status().get("releases");
    assertThat(releases.findValuesAsText("submittedBy"))
        .containsExactly("drop folder, z.8", "drop folder, z.9", "drop folder, z.10");
    assertThat(releases.findValuesAsText("state"))
        .containsExactly("SUPERSEDED", "SUPERSEDED", "UNDECIDED");
    assertThat(drop).isDirectoryContaining("glob:**.part").isDirectoryNotContaining("glob:**z.9");
  }

  @Test
  void aDropFolderThatIsGoneKeepsNothingElse() throws Exception {
    Files.delete(drop);
    Path file = Files.writeString(folder.resolve("zone"), "no zone\n");
    gate("submit", file.toString()).ends(ExitCode.PASS);
    assertThat(gate("run --until-idle").ends(ExitCode.PASS).err())
        .contains("no such file or folder");
    assertThat(status().at("/releases/0/state").asText()).isEqualTo("UNDECIDED");
  }

  @Test
  void oneProcessDrivesAZone() throws Exception {
    Path locks = Files.createDirectories(folder.resolve("gate/locks"));
    try (Turn turn = Turn.take(locks.resolve("zone.example.lock")).orElseThrow()) {
      assertThat(turn.held()).isTrue();
      gate("run --until-idle")
          .refuses(ExitCode.UNDECIDED, "another process drives the releases of zone.example.");
    }
    gate("run --until-idle").ends(ExitCode.PASS);
  }

  @Test
  void aLogThatWasAlteredIsRefused() throws Exception {
    gate("freeze --reason test --by ann").ends(ExitCode.PASS);
    gate("thaw --by bob").ends(ExitCode.PASS);
    assertThat(gate("history").ends(ExitCode.PASS).out())
        .contains("frozen by ann", "thawed by bob");
    alter("DROP TRIGGER events_stay", "UPDATE event SET actor = 'eve' WHERE sequence = 1");
    gate("history").refuses(ExitCode.UNDECIDED, "the log was altered at event 1");
    assertThat(gate("doctor -q").ends(ExitCode.UNDECIDED).out())
        .contains("FAULT log: altered at event 1");
  }

  /** As somebody with other tools may do. */
  private void alter(String... statements) throws java.sql.SQLException {
    try (java.sql.Connection database =
            java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("gate/gate.db"));
        java.sql.Statement run = database.createStatement()) {
      for (String statement : statements) {
        run.executeUpdate(statement);
      }
    }
  }

  @Test
  void wordsAndPoliciesThatDoNotFitAreRefused() throws Exception {
    gate("approve").refuses(ExitCode.USAGE, "no release of zone.example. is on its way", "freeze");
    gate("freeze").refuses(ExitCode.USAGE, "needs --reason");
    Files.writeString(policy, "version = 1\n[zone]\norigin = \"zone.example.\"\n");
    gate("status").refuses(ExitCode.CONFIGURATION, "[[gate.stage]]");
  }

  @Test
  void waysBackSayWhatIsMissing() throws Exception {
    String zone = Files.writeString(folder.resolve("zone"), "no zone\n").toString();
    gate("rollback").refuses(ExitCode.USAGE, "needs --reason TEXT");
    gate("rollback --reason test").refuses(ExitCode.USAGE, "no release of zone.example. has");
    gate("resign").refuses(ExitCode.USAGE, "--hsm FILE", "[gate] hsm");
    gate("resign --hsm none.toml").refuses(ExitCode.USAGE, "nothing of zone.example. is live");
    gate("submit --way-back", zone).refuses(ExitCode.USAGE, "no release of zone.example. has");
    gate("submit --way-back --wait 1m", zone).refuses(ExitCode.USAGE, "--wait", "--way-back");
  }

  @Test
  void anOverrideIsAskedForAndConfirmedUnderTheProcesssOwnAccount() throws Exception {
    String ask = "override --check ZONE-CANARY --reason test --expires 2026-11-24T13:00:00Z";
    gate("override").refuses(ExitCode.USAGE, "either --check", "or --confirm N");
    gate("override --check ZONE-CANARY --reason test").refuses(ExitCode.USAGE, "--expires TIME");
    gate(ask).refuses(ExitCode.USAGE, "nobody may override", "override-by");
    gate(ask + " --by bob").refuses(ExitCode.USAGE, "unknown option --by");
    GoodZone zone = GoodZone.in(folder);
    String self = OwnAccount.name();
    String text =
        Files.readString(policy)
            .replace("none = true", "ds = \"" + zone.ds() + "\"")
            .replace("drop = \"drop\"", "override-by = [\"" + self + "\", \"somebody-else\"]");
    Files.writeString(
        policy,
        text
            + """
            good-probes = 1
            probe-interval = "1s"
            soak = "0s"
            deadline = "1s"
            [content]
            canaries = ["missing.zone.example. A"]
            """);
    gate("submit", zone.signed().toString()).ends(ExitCode.PASS);
    gate("run --until-idle").ends(ExitCode.PASS);
    assertThat(status().at("/releases/0/state").asText()).isEqualTo("BLOCKED");
    assertThat(gate("status").out()).contains(" | override");
    gate(ask.replace("13:00", "11:00")).refuses(ExitCode.USAGE, "must be after now");
    assertThat(gate(ask).ends(ExitCode.PASS).out()).contains("override 1 of ZONE-CANARY");
    assertThat(gate("status").out()).contains("waits for another person");
    gate("override --confirm 1").refuses(ExitCode.USAGE, "asked for by " + self, "another person");
    confirmedBy("somebody-else");
    assertThat(Cli.ticking("gate", "run", "--until-idle", "--policy", policy.toString()).code())
        .isEqualTo(ExitCode.PASS);
    assertThat(gate("status").out())
        .contains("HELD in stage only")
        .contains("LET PASS   ZONE-CANARY in release 2 by override 1 of " + self + " and somebody");
    assertThat(status().at("/overrides/0/confirmedBy").asText()).isEqualTo("somebody-else");
    assertThat(gate("history").out())
        .contains("DISABLED: ZONE-CANARY", "override-confirmed by somebody-else");
    assertThat(folder.resolve("live")).hasSameTextualContentAs(zone.signed());
  }

  /** As the command does it that somebody else calls. */
  private void confirmedBy(String account) throws Exception {
    WaySettings ways =
        new PolicyReader(GateCatalogue.descriptions(), Cli.NOW)
            .read(policy)
            .gate()
            .orElseThrow()
            .ways();
    try (ReleaseStore store = ReleaseStore.open(folder.resolve("gate"))) {
      new Overrides("zone.example.", ways, store).confirm(1, account, Cli.NOW);
    }
  }
}
