package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real tools, and what is made of them where they cannot be used. */
class SecondOpinionTest {
  private static final String BOTH = "ldns-verify-zone,kzonecheck";

  @TempDir Path folder;
  private GoodZone zone;

  @BeforeEach
  void zone() throws IOException {
    zone = GoodZone.in(folder);
  }

  private Cli.Answer ask(String tools, String source) {
    return Cli.run(Cli.words(words(tools), source));
  }

  private String[] words(String tools) {
    return zone.verify("--format", "json", "--second-opinion", tools);
  }

  private static JsonNode result(Cli.Answer answer) throws IOException {
    return ReportsOfRun.result(ReportsOfRun.json(answer.out()), "SECOND-OPINION");
  }

  @Test
  void toolsThatAcceptPass() throws IOException {
    JsonNode result = result(ask(BOTH, zone.signed().toString()).ends(ExitCode.PASS));
    assertThat(result.get("outcome").asText()).isEqualTo("PASS");
    assertThat(result.get("examined").asInt()).isEqualTo(2);
  }

  @Test
  void nobodyIsAskedUnlessThePolicyOrTheOptionSaysSo() throws IOException {
    Cli.Answer answer =
        Cli.run(zone.verify("--format", "json", zone.signed().toString())).ends(ExitCode.PASS);
    assertThat(result(answer).get("outcome").asText()).isEqualTo("NOT_APPLICABLE");
  }

  @Test
  void packedFilesAndStandardInputAreUnpackedForThem() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Files.readAllBytes(zone.signed()));
    }
    Path file = Files.write(folder.resolve("zone.gz"), packed.toByteArray());
    ask(BOTH, file.toString()).ends(ExitCode.PASS);
    Cli.run(Files.readAllBytes(zone.signed()), Cli.words(words(BOTH), "-")).ends(ExitCode.PASS);
  }

  @Test
  void toolThatRejectsBlocksWithItsWords() throws IOException {
    // The signature over the SOA no longer fits; SIG-VERIFY finds it as well.
    Path file = zone.beside("spoilt.zone", zone.text().replaceFirst("2026110100", "2026110101"));
    JsonNode result = result(ask(BOTH, file.toString()).ends(ExitCode.BLOCK));
    assertThat(result.get("blocks").asInt()).isEqualTo(2);
    assertThat(result.get("findings").toString())
        .contains("ldns-verify-zone", "kzonecheck", "rejects the zone (exit code ");
  }

  @Test
  void toolWithoutOptionForTheClockSaysNothingOfAnotherTime() throws IOException {
    JsonNode result =
        result(
            Cli.run(
                    Cli.words(
                        words("dnssec-verify"),
                        "--at",
                        Cli.NOW.plusSeconds(3_601).toString(),
                        zone.signed().toString()))
                .ends(ExitCode.UNDECIDED));
    assertThat(result.get("reason").asText()).contains("dnssec-verify", "the system's clock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm", "dnssec-verify;rm", "/usr/bin/kzonecheck", ""})
  void onlyKnownToolsAreRun(String tool) {
    ask(tool, zone.signed().toString())
        .refuses(ExitCode.USAGE, "--second-opinion: unknown tool '" + tool);
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    List<Path> before = temporary();
    Cli.run(Files.readAllBytes(zone.signed()), Cli.words(words(BOTH), "-")).ends(ExitCode.PASS);
    assertThat(temporary()).isSubsetOf(before);
  }

  private static List<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("zonegate")).toList();
    }
  }

  @Test
  void thePolicyNamesThem() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.toml"),
            "version = 1\n[second-opinion]\ntools = [\"kzonecheck\"]\n",
            StandardCharsets.UTF_8);
    Cli.Answer answer =
        Cli.run(
            zone.verify(
                "--format", "json", "--policy", policy.toString(), zone.signed().toString()));
    assertThat(result(answer.ends(ExitCode.PASS)).get("examined").asInt()).isOne();
  }
}
