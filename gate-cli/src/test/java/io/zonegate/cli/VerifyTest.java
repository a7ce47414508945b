package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.verifier.check.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyTest {
  @TempDir Path folder;
  private GoodZone zone;

  @BeforeEach
  void zone() throws IOException {
    zone = GoodZone.in(folder);
  }

  private Cli.Answer verify(String... words) {
    return Cli.run(Cli.words(zone.verify(words), zone.signed().toString()));
  }

  @Test
  void aGoodZonePassesWithItsUnsignedInput() throws Exception {
    Path reports = folder.resolve("reports/deep");
    Cli.Answer answer =
        verify("--unsigned", zone.unsigned().toString(), "--report-dir", reports.toString())
            .ends(ExitCode.PASS);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).contains("\nPASS zone.example. serial 2026110100");
    assertThat(reports.resolve("verify.txt")).content().contains("\nPASS zone.example. serial");
    JsonNode report = ReportsOfRun.json(reports.resolve("verify.json"));
    assertThat(report.at("/decision").asText()).isEqualTo("PASS");
    assertThat(report.at("/subject/sha256").asText()).isEqualTo(sha256(zone.signed()));
    assertThat(report.at("/subject/bytes").asLong()).isEqualTo(Files.size(zone.signed()));
    assertThat(report.findValuesAsText("check"))
        .containsExactlyElementsOf(Catalogue.descriptions().stream().map(d -> d.id()).toList());
    assertThat(ReportsOfRun.result(report, "ZONE-UNCHANGED").get("outcome").asText())
        .isEqualTo("PASS");
    assertThat(
            ReportsOfRun.junit(reports.resolve("verify.xml"))
                .getElementsByTagName("failure")
                .getLength())
        .isZero();
  }

  @Test
  void theCommandInTheReportCanBeTypedAgain() throws IOException {
    Path odd = Files.move(zone.signed(), folder.resolve("it's a zone"));
    String out = Cli.run(Cli.words(zone.verify(), odd.toString())).ends(ExitCode.PASS).out();
    assertThat(out)
        .contains(
            "repeat with zonegate verify --ds "
                + zone.ds()
                + " '"
                + folder
                + "/it'\\''s a zone'\n");
  }

  @Test
  void standardInputIsReadWhereTheSourceIsADash() throws IOException {
    byte[] bytes = Files.readAllBytes(zone.signed());
    String out = Cli.run(bytes, Cli.words(zone.verify(), "-")).ends(ExitCode.PASS).out();
    assertThat(out).contains("source      stdin\n").contains(sha256(zone.signed()));
    Cli.run(new byte[0], Cli.words(zone.verify(), "-")).ends(ExitCode.UNDECIDED);
    Cli.run("$INCLUDE a\n".getBytes(StandardCharsets.US_ASCII), Cli.words(zone.verify(), "-"))
        .ends(ExitCode.UNDECIDED);
  }

  @Test
  void aPackedZoneIsUnpackedAndTheDigestIsThePackedFiles() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      Files.copy(zone.signed(), out);
    }
    Path file = Files.write(folder.resolve("signed.zone.gz"), packed.toByteArray());
    assertThat(Cli.run(Cli.words(zone.verify(), file.toString())).ends(ExitCode.PASS).out())
        .contains(sha256(file));
    Cli.run(packed.toByteArray(), Cli.words(zone.verify(), "-")).ends(ExitCode.PASS);
  }

  /** Root may read every file; whoever may not is told so. */
  @Test
  void aFileThatThisUserMayNotReadIsUndecided() throws IOException {
    Files.setPosixFilePermissions(zone.signed(), Set.of());
    Cli.Answer answer = verify("-q");
    if (Files.isReadable(zone.signed())) {
      answer.ends(ExitCode.PASS);
    } else {
      assertThat(answer.ends(ExitCode.UNDECIDED).out())
          .contains(zone.signed() + ": this user may not read it");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T12:00:00Z, PASS",
    "2026-11-24T13:00:00+01:00, PASS",
    "20261124120000, PASS",
    "2026-11-23T12:00:00Z, PASS",
    "2026-11-23T11:59:59Z, BLOCK",
    "20261123115959, BLOCK",
    "2026-12-08T12:00:01Z, BLOCK",
    "20361124120000, BLOCK",
  })
  void theClockIsWhatAtSays(String at, ExitCode code) {
    verify("--at", at).ends(code);
  }

  @Test
  void withoutAtTheClockIsTheSystems() throws IOException {
    assertThat(verify().ends(ExitCode.PASS).out()).contains("judged at   " + Cli.NOW + "\n");
  }

  @Test
  void onlyRunsTheseAndThoseThatCannotBeSwitchedOff() throws IOException {
    JsonNode report =
        ReportsOfRun.json(
            verify("--format", "json", "--only", "NSEC3-CHAIN, SIG-TTL").ends(ExitCode.PASS).out());
    Set<String> ran = new TreeSet<>(List.of("NSEC3-CHAIN", "SIG-TTL"));
    Catalogue.descriptions().stream().filter(d -> !d.suppressible()).forEach(d -> ran.add(d.id()));
    for (JsonNode result : report.get("results")) {
      boolean disabled = result.get("outcome").asText().equals("DISABLED");
      assertThat(disabled).as("%s", result).isEqualTo(!ran.contains(result.get("check").asText()));
      if (disabled) {
        assertThat(result.get("reason").asText()).isEqualTo("--only NSEC3-CHAIN,SIG-TTL");
      }
    }
  }

  @Test
  void withoutLeavesChecksOutAndShouts() throws IOException {
    Path bad =
        zone.beside(
            "bad.zone", zone.text().replaceFirst("(?m)^.*\tNSEC3\t[^R]*\n.*RRSIG\tNSEC3.*\n", ""));
    String[] off = {
      "--without", "NSEC3-CHAIN,NSEC3-COVERAGE", "--without", "NSEC3-BITMAP,PROOF-DRILL"
    };
    Cli.run(Cli.words(zone.verify(), bad.toString())).ends(ExitCode.BLOCK);
    String out = Cli.run(Cli.words(zone.verify(off), bad.toString())).ends(ExitCode.PASS).out();
    assertThat(out)
        .contains("ATTENTION: NSEC3-CHAIN was NOT checked: disabled")
        .contains("ATTENTION: NSEC3-COVERAGE was NOT checked: disabled")
        .contains("ATTENTION: NSEC3-BITMAP was NOT checked: disabled");
  }

  @Test
  void jsonIsTheOnlyThingOnStandardOutput() throws IOException {
    JsonNode report = ReportsOfRun.json(verify("--format", "json").ends(ExitCode.PASS).out());
    assertThat(report.at("/tool/command").asText()).endsWith(" --format json " + zone.signed());
    assertThat(ReportsOfRun.json(verify("--format", "json", "-v", "-q").ends(ExitCode.PASS).out()))
        .isNotNull();
    Cli.Answer bad = Cli.run(Cli.words(zone.verify("--format", "json"), folder.toString()));
    assertThat(ReportsOfRun.json(bad.ends(ExitCode.UNDECIDED).out()).get("decision").asText())
        .isEqualTo("UNDECIDED");
    assertThat(bad.err()).isEmpty();
  }

  @Test
  void quietShowsOnlyWhatIsWrongAndVerboseExplainsIt() throws IOException {
    String quiet = verify("-q").ends(ExitCode.PASS).out();
    assertThat(quiet.lines()).hasSize(1);
    assertThat(quiet).startsWith("PASS zone.example.");
    String blocked = verify("-q", "--at", "20361124120000").ends(ExitCode.BLOCK).out();
    assertThat(blocked).contains("SIG-REMAINING").doesNotContain("SIG-COVERAGE", "repeat with");
    String explained = verify("-v", "--at", "20361124120000").ends(ExitCode.BLOCK).out();
    assertThat(explained).contains("To do: ").contains("verify.deadline = \"5m\"  (default)");
    assertThat(verify("--at", "20361124120000").out()).doesNotContain("To do: ", "(default)");
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    String[] words = Cli.words(zone.verify(), zone.signed().toString());
    assertThat(colours(true, Map.of(), words)).isTrue();
    assertThat(colours(false, Map.of(), words)).isFalse();
    assertThat(colours(true, Map.of("NO_COLOR", "1"), words)).isFalse();
    assertThat(colours(true, Map.of("NO_COLOR", ""), words)).isTrue();
    assertThat(colours(true, Map.of(), Cli.words(words, "--no-color"))).isFalse();
  }

  private static boolean colours(
      boolean terminal, Map<String, String> environment, String... words) {
    return Cli.run(InputStream.nullInputStream(), terminal, environment, words)
        .ends(ExitCode.PASS)
        .out()
        .contains("\u001b[");
  }

  @ParameterizedTest
  @CsvSource({"--json", "--junit", "--report-dir"})
  void aReportThatCannotBeWrittenIsNoPass(String option) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Cli.Answer answer = verify(option, file.resolve("below").toString());
    assertThat(answer.ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: the verdict is PASS, but a report cannot be written: ");
    verify(option, file.resolve("below").toString(), "--at", "20361124120000").ends(ExitCode.BLOCK);
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
