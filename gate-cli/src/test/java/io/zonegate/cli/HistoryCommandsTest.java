package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonegate.parent.ParentZone;
import io.zonegate.parent.ParentZoneServer;
import io.zonegate.testzones.sign.Denial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code history record}, {@code history show}, and what {@code verify} and {@code run} make of it.
 */
class HistoryCommandsTest {
  @TempDir Path folder;
  private GoodZone zone;
  private Path history;
  private Path file;
  private Path live;

  @BeforeEach
  void files() throws IOException {
    zone = GoodZone.in(folder);
    history = folder.resolve("history");
    file = history.resolve("zone.example.history");
    live = folder.resolve("live.zone");
  }

  private Cli.Answer record(String... words) {
    return Cli.run(
        Cli.words(
            Cli.words(new String[] {"history", "record", "--history", history.toString()}, words),
            zone.signed().toString()));
  }

  private Cli.Answer show(String... words) {
    return Cli.run(
        Cli.words(
            new String[] {"history", "show", "--history", history.toString(), "zone.example"},
            words));
  }

  private Cli.Answer verify(String... words) {
    return Cli.run(
        Cli.words(
            zone.verify("--history", history.toString(), "--format", "json"),
            Cli.words(words, zone.signed().toString())));
  }

  private Cli.Answer run(String... words) throws IOException {
    return Publishing.run(
        zone,
        live,
        zone.signed(),
        Cli.words(new String[] {"--history", history.toString()}, words));
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(file);
  }

  private static JsonNode check(Cli.Answer answer, String id) throws IOException {
    return ReportsOfRun.result(ReportsOfRun.json(answer.out()), id);
  }

  @Test
  void whatIsRecordedIsShown() throws IOException {
    String said =
        record("--released", "--ds", zone.ds().toString(), "--at", "2026-11-24T10:00:00Z")
            .ends(ExitCode.PASS)
            .out();
    record("--served", "--no-ds").ends(ExitCode.PASS);

    assertThat(said)
        .startsWith("zone.example. serial ")
        .contains(", released 2026-11-24T10:00:00Z: recorded in " + file + " (head ");
    assertThat(lines()).hasSize(3);
    String head = lines().get(2).substring(lines().get(2).length() - 64);
    assertThat(show().ends(ExitCode.PASS).out())
        .startsWith("2026-11-24T10:00:00Z  released  serial ")
        .contains("\n2026-11-24T12:00:00Z  served    serial ")
        .containsPattern("  DNSKEY 257 key tag [0-9]+ algorithm 13: signs the DNSKEY RRset\n")
        .containsPattern("  DNSKEY 256 key tag [0-9]+ algorithm 13: signs the zone\n")
        .contains("  TTLs: DNSKEY 3600 s, largest signed 86400 s, SOA minimum ")
        .containsPattern("  parent: DS [0-9]+ 13 2, TTL 3600 s\n")
        .contains("  parent: no DS\n")
        .endsWith("zone.example.  2 events in " + file + "\nhead " + head + "\n");
    JsonNode json = new ObjectMapper().readTree(show("--format", "json").ends(ExitCode.PASS).out());
    assertThat(json.get("head").asText()).isEqualTo(head);
    assertThat(json.at("/events/0/kind").asText()).isEqualTo("released");
    assertThat(json.at("/events/0/keys")).hasSize(2);
    assertThat(json.at("/events/0/parent/ttl").asLong()).isEqualTo(3600);
    assertThat(json.at("/events/0/dataSignedBy/0/0/keyTag").asInt()).isPositive();
    assertThat(json.at("/events/1/parent/ds")).isEmpty();
  }

  @Test
  void aDssetFileHasNoTtlAndThatIsRemembered() throws IOException {
    Files.writeString(zone.ds(), Files.readString(zone.ds()).replaceFirst("\t3600\t", "\t"));
    record("--released", "--ds", zone.ds().toString()).ends(ExitCode.PASS);
    assertThat(show().out()).contains(", TTL not known\n");
  }

  @Test
  void aReleaseRecordsWhatTheParentsServersAnswered() throws Exception {
    Files.createDirectory(history);
    String ds = Files.readString(zone.ds());
    String anchor = ParentZone.anchor(folder).toString();
    try (ParentZoneServer server =
        ParentZoneServer.of(ParentZone.signed(ds, Denial.nsec(), Cli.NOW).records())) {
      run("--parent-ds-from", server.address(), "--trust-anchor", anchor).ends(ExitCode.PASS);
    }
    assertThat(show().ends(ExitCode.PASS).out())
        .containsPattern("  parent: DS [0-9]+ 13 2, TTL [0-9]+ s\n");
  }

  /** Going unsigned is let through only where the DS has been gone for long enough. */
  @Test
  void anUnsignedZoneWantsAParentWithoutDsAndAHistoryThatKnowsIt() throws Exception {
    String anchor = ParentZone.anchor(folder).toString();
    Path next = folder.resolve("next.zone");
    Files.writeString(next, Files.readString(zone.unsigned()).replace("2026110100", "2026110101"));
    String[] judge = {
      "verify", "--format", "json", "--trust-anchor", anchor, next.toString(),
    };
    try (ParentZoneServer server =
        ParentZoneServer.of(ParentZone.signed("", Denial.nsec(), Cli.NOW).records())) {
      String[] asked = Cli.words(judge, "--parent-ds-from", server.address());
      Cli.Answer alone = Cli.run(asked).ends(ExitCode.UNDECIDED);
      assertThat(check(alone, "ZONE-SIGNED").get("reason").asText()).contains("--history");

      record("--served", "--ds", zone.ds().toString(), "--at", "2026-11-01T00:00:00Z")
          .ends(ExitCode.PASS);
      String[] known = Cli.words(asked, "--history", history.toString());
      Cli.Answer early = Cli.run(known).ends(ExitCode.BLOCK);
      assertThat(check(early, "ROLL-UNSIGN").get("blocks").asInt()).isEqualTo(1);

      record("--served", "--no-ds", "--at", "2026-11-10T00:00:00Z").ends(ExitCode.PASS);
      Cli.Answer late = Cli.run(known).ends(ExitCode.PASS);
      assertThat(check(late, "ZONE-SIGNED").get("warnings").asInt()).isEqualTo(1);
    }
  }

  @Test
  void theSerialIsHeldAgainstTheHistory() throws IOException {
    record("--released", "--at", "2026-11-24T10:00:00Z").ends(ExitCode.PASS);
    Path other = folder.resolve("other.zone");
    Files.writeString(other, Files.readString(zone.signed()) + "; another file\n");
    Cli.Answer answer =
        Cli.run(
            Cli.words(
                zone.verify("--history", history.toString(), "--format", "json"),
                other.toString()));
    answer.ends(ExitCode.BLOCK);
    assertThat(check(answer, "ZONE-SERIAL").at("/findings/0/text").asText())
        .contains("which is that of the zone released 2026-11-24T10:00:00Z");
  }

  @Test
  void anEmptyHistoryIsShownAsSuch() throws IOException {
    Files.createDirectory(history);
    assertThat(show().ends(ExitCode.PASS).out())
        .isEqualTo("zone.example.  0 events in " + file + "\nhead none\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "history                                  | zonegate history needs one of: record, show",
        "history record                           | takes one argument (SIGNED-ZONE), not 0",
        "history record x                         | give one of --released and --served",
        "history record --released --served x     | give one of --released and --served",
        "history record --served --ds a --no-ds x | give --ds or --no-ds, not both",
        "history record --served x                | give --history DIR, or a policy with [history]",
        "history show                             | takes one argument (ZONE), not 0",
        "history show a..b                        | ZONE: ",
        "history show example.                    | give --history DIR, or a policy with [history]",
      })
  void isRefused(String line, String said) {
    Cli.run(line.split(" ")).refuses(ExitCode.USAGE, said);
  }

  @Test
  void whatCannotBeReadIsNotRecorded() throws IOException {
    Files.writeString(zone.ds(), "zone.example. 60 IN A 192.0.2.1\n");
    record("--released", "--ds", zone.ds().toString())
        .refuses(ExitCode.UNDECIDED, "nothing was recorded: ", "DS records of zone.example. only");
    Files.writeString(zone.signed(), "zone.example. 60 IN A 192.0.2.1\n");
    record("--released").refuses(ExitCode.UNDECIDED, "nothing was recorded: ");
    assertThat(file).doesNotExist();
  }

  @Test
  void aZoneIsHeldAgainstItsHistory() throws IOException {
    Cli.Answer first = verify();
    assertThat(first.code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(check(first, "ROLL-RETIRED").get("reason").asText())
        .isEqualTo(
            "the history cannot be read: "
                + history
                + " is not a folder; make it, or name the history's folder rightly");

    Files.createDirectory(history);
    assertThat(check(verify().ends(ExitCode.PASS), "ROLL-RETIRED").get("outcome").asText())
        .isEqualTo("NOT_APPLICABLE");

    record("--released", "--ds", zone.ds().toString()).ends(ExitCode.PASS);
    Cli.Answer judged = verify().ends(ExitCode.PASS);
    for (String id :
        new String[] {"ROLL-CACHED-SIGNATURES", "ROLL-PREPUBLISHED", "ROLL-DS-CACHED"}) {
      assertThat(check(judged, id).get("outcome").asText()).as(id).isEqualTo("PASS");
    }
  }

  @Test
  void aDamagedHistoryIsUndecidedAndACutLineIsMendedByTheNextRecord() throws IOException {
    record("--released").ends(ExitCode.PASS);
    record("--served").ends(ExitCode.PASS);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 10));
    Cli.Answer judged = verify();
    assertThat(judged.code()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(check(judged, "ROLL-RETIRED").get("reason").asText())
        .startsWith("the history cannot be read: " + file + ":3: the last line is cut short");
    show().refuses(ExitCode.UNDECIDED, file + ":3: the last line is cut short");

    Cli.Answer mended = record("--served").ends(ExitCode.PASS);

    assertThat(mended.err())
        .startsWith("zonegate: the last line of " + file + " was cut short, as by a crash; it is");
    assertThat(file).hasBinaryContent(whole);
    verify().ends(ExitCode.PASS);

    Files.writeString(file, Files.readString(file).replaceFirst("serial=2", "serial=1"));
    record("--served").refuses(ExitCode.UNDECIDED, file + ":2: the chain of digests does not hold");
  }

  @Test
  void runRecordsWhatItPublishes() throws IOException {
    Files.createDirectory(history);
    Cli.Answer answer = run().ends(ExitCode.PASS);
    assertThat(answer.out()).contains("\npublished " + live).contains("\nrecorded in " + file);
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1))
        .startsWith("2026-11-24T12:00:00Z released serial=")
        .contains(" ds-ttl=3600 ds=");
    run().ends(ExitCode.PASS);
    assertThat(lines()).hasSize(3);
    run("--at", "20361124120000").ends(ExitCode.BLOCK);
    assertThat(lines()).hasSize(3);
  }

  @Test
  void runRefusesToGoOnFromAZoneThatTheHistoryDoesNotKnow() throws IOException {
    Files.createDirectory(history);
    run().ends(ExitCode.PASS);
    String byHand = zone.text().replace("2026110100", "2026110099") + "; by hand\n";
    Files.writeString(live, byHand, StandardCharsets.ISO_8859_1);
    assertThat(run().ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: not published: " + live + " has SHA-256 ")
        .contains("record what is live first: zonegate history record --released " + live);
    assertThat(live).content(StandardCharsets.ISO_8859_1).endsWith("; by hand\n");

    Cli.run("history", "record", "--history", history.toString(), "--released", live.toString())
        .ends(ExitCode.PASS);
    run().ends(ExitCode.PASS);
  }

  @Test
  void aReleaseThatCannotBeRecordedIsSaidToBePublished() throws IOException {
    Files.createDirectory(history);
    live = file;
    assertThat(run().ends(ExitCode.UNDECIDED).err())
        .contains(live + " IS PUBLISHED, but the history does not know it: " + file + ":1: ");
    assertThat(live).hasSameBinaryContentAs(zone.signed());
  }

  @Test
  void thePolicyNamesTheFolder() throws IOException {
    Files.createDirectory(history);
    Path policy =
        Files.writeString(
            folder.resolve("p.toml"), "version = 1\n[history]\nfolder = \"history\"\n");
    Cli.run(
            "history",
            "record",
            "--policy",
            policy.toString(),
            "--released",
            zone.signed().toString())
        .ends(ExitCode.PASS);
    assertThat(lines()).hasSize(2);
    assertThat(
            Cli.run("history", "show", "--policy", policy.toString(), "zone.example.")
                .ends(ExitCode.PASS)
                .out())
        .contains("1 events in ");
  }
}
