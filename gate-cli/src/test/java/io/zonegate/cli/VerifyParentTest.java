package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a zone is held against: the parent's DS set, a trust anchor, the unsigned input. */
class VerifyParentTest {
  @TempDir Path folder;
  private GoodZone zone;

  @BeforeEach
  void zone() throws IOException {
    zone = GoodZone.in(folder);
  }

  private JsonNode judge(ExitCode code, String... words) throws IOException {
    return ReportsOfRun.json(
        Cli.run(
                Cli.words(
                    Cli.words(new String[] {"verify", "--format", "json"}, words),
                    zone.signed().toString()))
            .ends(code)
            .out());
  }

  private static void undecided(JsonNode report, String... said) {
    for (String check : new String[] {"DS-MATCH", "DS-CHAIN"}) {
      JsonNode result = ReportsOfRun.result(report, check);
      assertThat(result.get("outcome").asText()).isEqualTo("UNDECIDED");
      assertThat(result.get("reason").asText()).contains(said);
    }
  }

  @Test
  void nothingSaidOfTheParentIsUndecided() throws IOException {
    undecided(judge(ExitCode.UNDECIDED), "give --ds FILE, --trust-anchor FILE or --no-parent");
  }

  @Test
  void noParentPassesAndSaysSo() throws IOException {
    JsonNode report = judge(ExitCode.PASS, "--no-parent");
    for (String check : new String[] {"DS-MATCH", "DS-CHAIN"}) {
      assertThat(ReportsOfRun.result(report, check).get("outcome").asText())
          .isEqualTo("NOT_APPLICABLE");
      assertThat(ReportsOfRun.result(report, check).get("reason").asText()).contains("--no-parent");
    }
  }

  @Test
  void aTrustAnchorIsTheKeyItselfOrItsDigest() throws IOException {
    Path keys =
        Files.writeString(
            folder.resolve("anchor"),
            String.join(
                    "\n", zone.text().lines().filter(l -> l.contains("\tDNSKEY\t257 ")).toList())
                + "\n");
    assertThat(keys).content().contains("DNSKEY");
    judge(ExitCode.PASS, "--trust-anchor", keys.toString());
    judge(ExitCode.PASS, "--trust-anchor", zone.ds().toString());
    judge(ExitCode.PASS, "--ds", keys.toString());
  }

  /** As dnssec-signzone writes it: no TTL, blanks in the digest. */
  @Test
  void aDssetFileIsReadAsItIs() throws IOException {
    String[] words = Files.readString(zone.ds()).trim().split("\\s+");
    String digest = words[words.length - 1];
    Path dsset =
        Files.writeString(
            folder.resolve("dsset"),
            "zone.example.\t\tIN DS "
                + String.join(" ", words[4], words[5], words[6])
                + " "
                + digest.substring(0, 56)
                + " "
                + digest.substring(56)
                + "\n");
    assertThat(judge(ExitCode.PASS, "--ds", dsset.toString()).get("decision").asText())
        .isEqualTo("PASS");
  }

  @Test
  void theDsOfAnotherKeyBlocks() throws IOException {
    Path other =
        Files.writeString(
            folder.resolve("ds"),
            Files.readString(zone.ds()).replaceFirst("[0-9a-fA-F]{8}\\s*$", "00000000\n"));
    JsonNode report = judge(ExitCode.BLOCK, "--ds", other.toString());
    assertThat(ReportsOfRun.result(report, "DS-MATCH").get("blocks").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                            | no DS or DNSKEY record in it",
        "'; nothing'                                   | no DS or DNSKEY record in it",
        "other.example. IN DS 1 13 2 00                | record of other.example.; only those of",
        "zone.example. IN A 10.0.0.1                   | only DS or DNSKEY records belong here",
        "zone.example. IN DS 1 13 2 xyz                | ds:1: ",
        "zone.example. IN DS 1 13                      | ds:1: ",
      })
  void aDsFileThatSaysNothingUsableIsUndecided(String text, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("ds"), text + "\n");
    undecided(judge(ExitCode.UNDECIDED, "--ds", file.toString()), file.toString(), said);
    undecided(judge(ExitCode.UNDECIDED, "--trust-anchor", file.toString()), said);
  }

  @Test
  void aDsFileThatCannotBeReadIsUndecided() throws IOException {
    undecided(judge(ExitCode.UNDECIDED, "--ds", folder.resolve("none").toString()), "/none: ");
    undecided(judge(ExitCode.UNDECIDED, "--ds", folder.toString()), folder + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--ds", "--trust-anchor"})
  void anOptionBeatsThePolicy(String option) throws IOException {
    Path policy =
        Files.writeString(folder.resolve("policy.toml"), "version = 1\n[parent]\nds = \"none\"\n");
    undecided(judge(ExitCode.UNDECIDED, "--policy", policy.toString()), "/none: ");
    judge(ExitCode.PASS, "--policy", policy.toString(), option, zone.ds().toString());
    judge(ExitCode.PASS, "--policy", policy.toString(), "--no-parent");
  }

  @Test
  void thePolicyMaySayThatThereIsNoParent() throws IOException {
    Path policy =
        Files.writeString(folder.resolve("policy.toml"), "version = 1\n[parent]\nnone = true\n");
    JsonNode report = judge(ExitCode.PASS, "--policy", policy.toString());
    assertThat(ReportsOfRun.result(report, "DS-MATCH").get("reason").asText())
        .contains(policy + " [parent] none");
  }

  @Test
  void theUnsignedInputMustBeReadable() throws IOException {
    String ds = zone.ds().toString();
    JsonNode missing =
        judge(ExitCode.UNDECIDED, "--ds", ds, "--unsigned", folder.resolve("none").toString());
    assertThat(ReportsOfRun.result(missing, "ZONE-UNCHANGED").get("reason").asText())
        .contains("/none: ");
    Path broken = Files.writeString(folder.resolve("broken"), "zone.example. 1 IN NOTATYPE\n");
    JsonNode unreadable = judge(ExitCode.UNDECIDED, "--ds", ds, "--unsigned", broken.toString());
    assertThat(ReportsOfRun.result(unreadable, "ZONE-UNCHANGED").get("reason").asText())
        .contains(broken + ":1: ");
  }

  @Test
  void aRecordThatTheUnsignedInputDoesNotHaveBlocks() throws IOException {
    Path less =
        Files.writeString(
            folder.resolve("less"),
            Files.readString(zone.unsigned()).replaceFirst("(?m)^.*\tMX\t.*\n", ""));
    JsonNode report =
        judge(ExitCode.BLOCK, "--ds", zone.ds().toString(), "--unsigned", less.toString());
    assertThat(ReportsOfRun.result(report, "ZONE-UNCHANGED").get("blocks").asInt()).isEqualTo(1);
    assertThat(ReportsOfRun.result(report, "ZONE-UNCHANGED").at("/findings/0/type").asText())
        .isEqualTo("MX");
  }

  @Test
  void withoutUnsignedInputItIsNotCompared() throws IOException {
    JsonNode report = judge(ExitCode.PASS, "--ds", zone.ds().toString());
    assertThat(ReportsOfRun.result(report, "ZONE-UNCHANGED").get("outcome").asText())
        .isEqualTo("NOT_APPLICABLE");
  }
}
