package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.file.Turn;
import io.zonegate.publish.LiveFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} publishes what it judged, and nothing unless the verdict is PASS and on record. */
class RunPublishTest {
  @TempDir Path folder;
  private GoodZone zone;
  private Path live;

  @BeforeEach
  void liveFile() throws IOException {
    zone = GoodZone.in(folder);
    live = Files.writeString(Files.createDirectory(folder.resolve("live")).resolve("zone"), "old");
  }

  private Cli.Answer run(String... more) throws IOException {
    return Publishing.run(zone, live, zone.signed(), more);
  }

  @Test
  void aPassIsPublishedAsItWasJudged() throws IOException {
    Path reports = folder.resolve("reports");
    Cli.Answer answer = run("--report-dir", reports.toString()).ends(ExitCode.PASS);
    String sha256 = ReportsOfRun.json(reports.resolve("run.json")).at("/subject/sha256").asText();
    assertThat(answer.out()).endsWith("\npublished " + live + " (SHA-256 " + sha256 + ")\n");
    assertThat(live).hasSameBinaryContentAs(zone.signed());
  }

  /** Whoever finds a report must not take an earlier run's for this one's. */
  @Test
  void aRunThatEndsBeforeTheJudgementReportsThat() throws IOException {
    Path reports = folder.resolve("reports");
    Path junit = folder.resolve("junit.xml");
    String[] where = {"--report-dir", reports.toString(), "--junit", junit.toString()};
    run(where).ends(ExitCode.PASS);
    Path hsm = folder.resolve("hsm.toml");
    String policy = folder.resolve("policy.toml").toString();
    String[] words = {"run", "--policy", policy, "--hsm", hsm.toString()};
    Cli.Answer answer = Cli.run(Cli.words(Cli.words(words, where), zone.unsigned().toString()));
    assertThat(answer.code()).isEqualTo(ExitCode.CONFIGURATION);
    JsonNode report = ReportsOfRun.json(reports.resolve("run.json"));
    assertThat(report.get("decision").asText()).isEqualTo("UNDECIDED");
    assertThat(ReportsOfRun.result(report, "ZONE-READ").get("reason").asText())
        .contains(hsm.toString());
    assertThat(junit).content().contains("<error type=\"ZONE-READ\"");
  }

  /** A run that has not its turn must leave alone what the one that has it reports. */
  @Test
  void aRunThatIsRefusedTouchesNoReport() throws Exception {
    Path junit = folder.resolve("junit.xml");
    run("--junit", junit.toString()).ends(ExitCode.PASS);
    String before = Files.readString(junit);
    try (Turn turn = new LiveFile(live).take()) {
      run("--junit", junit.toString())
          .refuses(ExitCode.UNDECIDED, "another process is publishing to " + live);
      assertThat(turn).isNotNull();
    }
    assertThat(junit).hasContent(before);
  }

  @Test
  void aReportDoesNotReplaceWhatIsReadOrPublished() throws IOException {
    String before = Files.readString(live);
    run("--json", live.toString()).refuses(ExitCode.USAGE, "a report cannot go to " + live);
    run("--json", zone.unsigned().toString()).refuses(ExitCode.USAGE, "a report cannot go to ");
    assertThat(live).hasContent(before);
    assertThat(zone.unsigned()).isNotEmptyFile();
  }

  @Test
  void aLinkToAReportStaysAndItsTargetIsNotStale() throws IOException {
    Path target = Files.writeString(folder.resolve("target.json"), "yesterday's PASS");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), target);
    run("--json", link.toString()).ends(ExitCode.PASS);
    assertThat(link).isSymbolicLink();
    assertThat(ReportsOfRun.json(target).get("decision").asText()).isEqualTo("PASS");
  }

  @Test
  void noCheckIsLeftOutByTheCommandLine() throws IOException {
    run("--only", "SIG-TTL").refuses(ExitCode.USAGE, "unknown option --only");
    run("--without", "SIG-TTL").refuses(ExitCode.USAGE, "unknown option --without");
    assertThat(live).hasContent("old");
  }

  @Test
  void onlyTheSystemsClockPublishes() throws IOException {
    run().ends(ExitCode.PASS);
    Files.writeString(live, "old");
    Path policy = folder.resolve("policy.toml");
    Files.writeString(policy, Files.readString(policy).replace("any-clock = true\n", ""));
    String[] words = {
      "run", "--policy", policy.toString(), "--candidate", zone.signed().toString(),
    };
    for (Duration apart : List.of(Duration.ofMinutes(-6), Duration.ofMinutes(6))) {
      String at = Cli.NOW.plus(apart).toString();
      Cli.run(Cli.words(words, "--at", at, zone.unsigned().toString()))
          .refuses(ExitCode.USAGE, "--at is more than 5 minutes from now", "any-clock");
      assertThat(live).hasContent("old");
    }
    String at = Cli.NOW.plus(Duration.ofMinutes(4)).toString();
    Cli.run(Cli.words(words, "--at", at, zone.unsigned().toString())).ends(ExitCode.PASS);
    assertThat(live).hasSameBinaryContentAs(zone.signed());
  }

  @Test
  void aPackedCandidateIsNotPublished() throws IOException {
    Path packed = folder.resolve("packed");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(zone.signed(), out);
    }
    assertThat(Publishing.run(zone, live, packed).ends(ExitCode.UNDECIDED).out())
        .contains(packed + ": is packed");
    assertThat(live).hasContent("old");
  }

  @Test
  void withJsonNothingElseIsOnStandardOutput() throws IOException {
    Cli.Answer answer = run("--format", "json").ends(ExitCode.PASS);
    assertThat(ReportsOfRun.json(answer.out()).get("decision").asText()).isEqualTo("PASS");
    assertThat(answer.err()).startsWith("published " + live);
  }

  @Test
  void quietIsTheVerdictOnly() throws IOException {
    assertThat(run("-q").ends(ExitCode.PASS).out().lines()).hasSize(1);
    assertThat(live).hasSameBinaryContentAs(zone.signed());
  }

  @Test
  void aBlockedCandidateIsNotPublished() throws IOException {
    Cli.Answer answer = run("--at", "20361124120000").ends(ExitCode.BLOCK);
    assertThat(answer.err()).isEqualTo("zonegate: not published; " + live + " is untouched\n");
    assertThat(live).hasContent("old");
  }

  @Test
  void anUndecidedCandidateIsNotPublished() throws IOException {
    Files.delete(zone.ds());
    run().ends(ExitCode.UNDECIDED);
    assertThat(live).hasContent("old");
  }

  @Test
  void aCandidateWithoutItsUnsignedInputIsNotPublished() throws IOException {
    Files.delete(zone.unsigned());
    run().ends(ExitCode.UNDECIDED);
    assertThat(live).hasContent("old");
  }

  /** The digest that the release is bound to does not cover included files. */
  @Test
  void aCandidateInSeveralFilesIsNotPublished() throws IOException {
    Path whole = zone.beside("part.zone", zone.text());
    Path candidate = zone.beside("including.zone", "$INCLUDE " + whole.getFileName() + "\n");
    Cli.run(Cli.words(zone.verify(), candidate.toString())).ends(ExitCode.PASS);
    assertThat(Publishing.run(zone, live, candidate).ends(ExitCode.UNDECIDED).out())
        .contains("including.zone:1: $INCLUDE part.zone is not allowed here");
    assertThat(live).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--junit", "--report-dir"})
  void whatCannotBeAccountedForIsNotPublished(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run(option, file.resolve("below").toString()).ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: the verdict is PASS, but a report cannot be written: ");
    assertThat(live).hasContent("old");
  }

  /** As when standard output is a full disk or a closed pipe. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void whatNobodyCanReadIsNotPublished(String format) throws IOException {
    run("--at", "20361124120000").ends(ExitCode.BLOCK);
    PrintStream full =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
              }
            });
    ExitCode code =
        Main.run(
            List.of(
                "run",
                "--policy",
                folder.resolve("policy.toml").toString(),
                "--candidate",
                zone.signed().toString(),
                "--format",
                format,
                zone.unsigned().toString()),
            new Console(InputStream.nullInputStream(), full, full, Map.of(), () -> Cli.NOW, false));
    assertThat(code).isEqualTo(ExitCode.UNDECIDED);
    assertThat(live).hasContent("old");
  }

  @Test
  void anotherPublisherIsNotDisturbed() throws Exception {
    try (Turn turn = new LiveFile(live).take()) {
      assertThat(turn).isNotNull();
      assertThat(run().ends(ExitCode.UNDECIDED).err())
          .isEqualTo(
              "zonegate: another process is publishing to %s (it holds %s); try again when it is done\n"
                  .formatted(live, live.resolveSibling(".zone.lock")));
    }
    assertThat(live).hasContent("old");
  }

  @Test
  void aLiveFolderThatIsNotThereIsSaid() throws IOException {
    Path nowhere = folder.resolve("nowhere/zone");
    assertThat(Publishing.run(zone, nowhere, zone.signed()).ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: " + nowhere + " cannot be replaced: ");
  }
}
