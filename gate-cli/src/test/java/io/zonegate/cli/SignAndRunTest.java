package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of a zone through real SoftHSM2 tokens. */
class SignAndRunTest {
  @TempDir Path folder;
  private Path unsigned;
  private Path ds;

  @BeforeEach
  void keysAndFiles() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    ScratchHsm.tokens().config(folder, ScratchHsm.SITES);
    hsm("keys generate", "--zone", GoodZone.ORIGIN.toString()).ends(ExitCode.PASS);
    ds = folder.resolve("dsset");
    hsm("keys ds", "--output", ds.toString()).ends(ExitCode.PASS);
    policy("");
  }

  private Cli.Answer hsm(String command, String... more) {
    String[] hsm = {"--hsm", folder.resolve("hsm.toml").toString()};
    return Cli.run(Cli.words(Cli.words(command.split(" "), hsm), more));
  }

  private String policy(String signing) throws IOException {
    return Files.writeString(
            folder.resolve("policy.toml"),
            """
            version = 1
            [parent]
            ds = "dsset"
            [publish]
            file = "live.zone"
            work = "work"
            [signing]
            """
                + signing)
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "denial = \"nsec\"\n",
        "denial = \"nsec3\"\n",
        "denial = \"nsec3-opt-out\"\nzonemd = true\nserial = \"increment\"\n"
      })
  void whatIsSignedPasses(String signing) throws IOException {
    String policy = policy(signing);
    Path signed = folder.resolve("out.zone");
    String said =
        hsm("sign", "--policy", policy, "--output", signed.toString(), unsigned.toString())
            .ends(ExitCode.PASS)
            .out();
    assertThat(said)
        .startsWith("signed zone.example. serial ")
        .contains("token site-a", "token site-b", "token site-c")
        .endsWith("wrote " + signed + "\n");
    String[] verify = {
      "verify", "--policy", policy, "--unsigned", unsigned.toString(), signed.toString()
    };
    Cli.run(verify).ends(ExitCode.PASS);
  }

  @Test
  void signIsQuietWhenAsked() throws IOException {
    for (String[] option : new String[][] {{"-q"}, {"--format", "json"}}) {
      Cli.Answer answer =
          hsm("sign", Cli.words(option, "--output", folder + "/out.zone", unsigned.toString()))
              .ends(ExitCode.PASS);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).isEmpty();
    }
  }

  @Test
  void signTakesTheClockFromAt() throws IOException {
    String out = folder.resolve("out.zone").toString();
    String[] sign = {"--at", "20300101000000", "--output", out, unsigned.toString()};
    hsm("sign", sign).ends(ExitCode.PASS);
    String[] verify = {"verify", "--ds", ds.toString(), out};
    Cli.run(verify).ends(ExitCode.BLOCK);
    Cli.run(Cli.words(verify, "--at", "20300101000000")).ends(ExitCode.PASS);
  }

  @Test
  void anOutputNeverTakesThePlaceOfTokensAndKeys() throws IOException {
    for (String own : List.of("hsm.toml", "keys.toml", "keys.register")) {
      Path file = folder.resolve(own);
      String before = Files.readString(file);
      hsm("sign", "--output", file.toString(), unsigned.toString())
          .refuses(ExitCode.USAGE, "would replace");
      hsm("keys ds", "--output", file.toString()).refuses(ExitCode.USAGE, "would replace");
      assertThat(file).hasContent(before);
    }
  }

  @Test
  void signLeavesTheOldFileWhenItFails() throws IOException {
    Path out = Files.writeString(folder.resolve("out.zone"), "old");
    Path bad = Files.writeString(folder.resolve("bad"), Files.readString(unsigned) + "x IN FROB\n");
    long line = Files.readString(bad).lines().count();
    hsm("sign", "--output", out.toString(), bad.toString())
        .refuses(ExitCode.UNDECIDED, bad + ":" + line + ": ");
    hsm("sign", "--output", out.toString(), folder.resolve("none").toString())
        .refuses(ExitCode.UNDECIDED, folder.resolve("none").toString());
    assertThat(out).hasContent("old");
    hsm("sign", "--output", unsigned.toString(), unsigned.toString())
        .refuses(ExitCode.UNDECIDED, "is the output file too");
    hsm("sign", "--output", folder + "/none/out", unsigned.toString())
        .refuses(ExitCode.UNDECIDED, "none");
  }

  @Test
  void runSignsJudgesAndPublishes() throws Exception {
    Path reports = folder.resolve("reports");
    String[] run = {
      "--policy", policy(""), "--report-dir", reports.toString(), unsigned.toString()
    };
    Cli.Answer answer = hsm("run", run).ends(ExitCode.PASS);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .startsWith("signed zone.example. serial ")
        .contains("\nPASS zone.example. serial ")
        .contains("\npublished " + folder.resolve("live.zone"));
    Path live = folder.resolve("live.zone");
    assertThat(live).hasSameBinaryContentAs(folder.resolve("work/live.zone.candidate"));
    JsonNode report = ReportsOfRun.json(reports.resolve("run.json"));
    assertThat(report.at("/subject/bytes").asLong()).isEqualTo(Files.size(live));
    assertThat(ReportsOfRun.result(report, "ZONE-UNCHANGED").get("outcome").asText())
        .isEqualTo("PASS");
    ReportsOfRun.junit(reports.resolve("run.xml"));

    byte[] before = Files.readAllBytes(live);
    assertThat(ReportsOfRun.json(hsm("run", Cli.words(run, "--format", "json")).out())).isNotNull();
    assertThat(Files.readAllBytes(live)).as("signed anew").isNotEqualTo(before);
    byte[] second = Files.readAllBytes(live);
    Files.writeString(ds, Files.readString(ds).replaceFirst("[0-9a-fA-F]{8}\\s*$", "00000000\n"));
    hsm("run", run).ends(ExitCode.BLOCK);
    assertThat(live).hasBinaryContent(second);
  }

  @Test
  void signKeepsWhatIsStillGood() throws IOException {
    String out = folder.resolve("out.zone").toString();
    hsm("sign", "--output", out, unsigned.toString()).ends(ExitCode.PASS);
    byte[] first = Files.readAllBytes(folder.resolve("out.zone"));
    Path json = folder.resolve("sign.json");
    Cli.Answer kept =
        hsm("sign", "--reuse", out, "--json", json.toString(), "--output", out, unsigned.toString())
            .ends(ExitCode.PASS);
    assertThat(kept.out())
        .containsPattern("signed zone.example. serial \\d+: 0 RRSIGs")
        .containsPattern(
            "kept (\\d+) of \\1 RRSIGs of the previous zone, all verified in software");
    assertThat(folder.resolve("out.zone")).hasBinaryContent(first);
    JsonNode report = ReportsOfRun.json(json);
    assertThat(ReportsOfRun.result(report, "TOKEN-ERROR").get("outcome").asText())
        .isEqualTo("NOT_APPLICABLE");
    assertThat(ReportsOfRun.result(report, "TOKEN-SIGNATURE").get("examined").asInt())
        .isGreaterThan(10);
    JsonNode signing = report.get("signing");
    assertThat(signing.get("made").asInt()).isZero();
    assertThat(signing.get("kept").asInt())
        .isEqualTo(signing.get("previous").asInt())
        .isEqualTo(signing.get("rrsets").asInt())
        .isEqualTo(signing.at("/verifiedBy/AmazonCorrettoCryptoProvider").asInt())
        .isGreaterThan(10);
    assertThat(signing.get("notKept")).isEmpty();
    hsm("sign", "--reuse", folder + "/none", "--output", out, unsigned.toString())
        .refuses(ExitCode.UNDECIDED, folder + "/none: file not found");
    hsm("sign", "--reuse", unsigned.toString(), "--output", out, unsigned.toString())
        .refuses(ExitCode.UNDECIDED, "has no RRSIG");
    assertThat(folder.resolve("out.zone")).hasBinaryContent(first);
  }

  @Test
  void runKeepsTheLiveFilesSignatures() throws IOException {
    String policy = policy("reuse = true\nserial = \"increment\"\n");
    Path json = folder.resolve("run.json");
    String[] run = {"--policy", policy, "--json", json.toString(), unsigned.toString()};
    assertThat(hsm("run", run).ends(ExitCode.PASS).out()).doesNotContain("kept");
    assertThat(ReportsOfRun.json(json).at("/signing/previous").asInt()).isZero();
    byte[] first = Files.readAllBytes(folder.resolve("live.zone"));
    assertThat(hsm("run", run).ends(ExitCode.PASS).out()).contains("  kept ", ": 0 RRSIGs");
    assertThat(folder.resolve("live.zone")).hasBinaryContent(first);
    Files.writeString(unsigned, Files.readString(unsigned) + "new 60 IN TXT \"x\"\n");
    String said = hsm("run", run).ends(ExitCode.PASS).out();
    assertThat(said).contains("  kept ", "not, because their RRset or its TTL is not as it was");
    JsonNode signing = ReportsOfRun.json(json).get("signing");
    assertThat(signing.at("/notKept/CHANGED").asInt()).isPositive();
    assertThat(signing.get("made").asInt() + signing.get("kept").asInt())
        .isEqualTo(signing.get("rrsets").asInt());
    Files.writeString(folder.resolve("live.zone"), "x IN FROB\n");
    hsm("run", run).ends(ExitCode.UNDECIDED);
    assertThat(folder.resolve("live.zone")).hasContent("x IN FROB");
  }

  /** The verifier's judgement of the signer's own work is not a formality. */
  @Test
  void runDoesNotPublishWhatThePolicyOfTheVerifierRefuses() throws IOException {
    String policy = policy("validity = \"2h\"\njitter = \"0s\"\n");
    hsm("run", "--policy", policy, unsigned.toString()).ends(ExitCode.BLOCK);
    assertThat(folder.resolve("live.zone")).doesNotExist();
    assertThat(folder.resolve("work/live.zone.candidate")).exists();
  }
}
