package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.parent.ParentZone;
import io.zonegate.parent.ParentZoneServer;
import io.zonegate.testzones.sign.Denial;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parent's DS set as its servers give it, by option and by policy. */
class ParentDsFromTest {
  @TempDir Path folder;
  private GoodZone zone;
  private String anchor;

  @BeforeEach
  void files() throws Exception {
    zone = GoodZone.in(folder);
    anchor = ParentZone.anchor(folder).toString();
  }

  private static ParentZoneServer serving(String records) throws Exception {
    return ParentZoneServer.of(ParentZone.signed(records, Denial.nsec(), Cli.NOW).records());
  }

  private JsonNode judge(ExitCode code, String... words) throws Exception {
    String[] all =
        Cli.words(
            Cli.words(new String[] {"verify", "--format", "json"}, words),
            zone.signed().toString());
    return ReportsOfRun.json(Cli.run(all).ends(code).out());
  }

  private static JsonNode source(JsonNode report) {
    return ReportsOfRun.result(report, "DS-SOURCE");
  }

  @Test
  void theServersDsSetIsJudgedBy() throws Exception {
    try (ParentZoneServer server = serving(Files.readString(zone.ds()))) {
      JsonNode report =
          judge(ExitCode.PASS, "--parent-ds-from", server.address(), "--trust-anchor", anchor);
      assertThat(source(report).get("outcome").asText()).isEqualTo("PASS");
      assertThat(ReportsOfRun.result(report, "DS-CHAIN").get("outcome").asText()).isEqualTo("PASS");
    }
    try (ParentZoneServer server = serving("zone IN DS 1 13 2 " + "00".repeat(32))) {
      JsonNode report =
          judge(ExitCode.BLOCK, "--parent-ds-from", server.address(), "--trust-anchor", anchor);
      assertThat(ReportsOfRun.result(report, "DS-MATCH").get("blocks").asInt()).isPositive();
    }
  }

  @Test
  void thePolicyNamesTheServers() throws Exception {
    try (ParentZoneServer server = serving(Files.readString(zone.ds()))) {
      Path policy =
          zone.beside(
              "policy.toml",
              """
              version = 1
              [parent]
              trust-anchor = "parent-anchor"
              ds-from = ["%s"]
              [keys]
              ds-source = "servers"
              """
                  .formatted(server.address()));
      JsonNode report = judge(ExitCode.PASS, "--policy", policy.toString());
      assertThat(source(report).get("outcome").asText()).isEqualTo("PASS");
      JsonNode pinned =
          judge(ExitCode.BLOCK, "--policy", policy.toString(), "--ds", zone.ds().toString());
      assertThat(source(pinned).get("blocks").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aFilePassesAndStandsInTheReport() throws Exception {
    JsonNode report = judge(ExitCode.PASS, "--ds", zone.ds().toString());
    assertThat(source(report).get("outcome").asText()).isEqualTo("PASS");
    assertThat(report.toString()).contains(zone.ds().toString());
  }

  @Test
  void aZoneThatTheParentProvesInsecureIsWarnedOf() throws Exception {
    try (ParentZoneServer server = serving("")) {
      JsonNode report =
          judge(ExitCode.PASS, "--parent-ds-from", server.address(), "--trust-anchor", anchor);
      assertThat(source(report).get("warnings").asInt()).isEqualTo(1);
      JsonNode match = ReportsOfRun.result(report, "DS-MATCH");
      assertThat(match.get("outcome").asText()).isEqualTo("NOT_APPLICABLE");
      assertThat(match.get("reason").asText()).contains("proves that it has no DS");
    }
  }

  @Test
  void serversThatSayNothingLeaveItUndecided() throws Exception {
    try (ParentZoneServer server =
        ParentZoneServer.spoilt(
            ParentZone.signed("", Denial.nsec(), Cli.NOW).records(),
            (answer, tcp) -> {
              answer.getHeader().setRcode(5);
              return answer;
            })) {
      JsonNode report =
          judge(ExitCode.UNDECIDED, "--parent-ds-from", server.address(), "--trust-anchor", anchor);
      for (String check : new String[] {"DS-SOURCE", "DS-MATCH", "DS-CHAIN"}) {
        JsonNode result = ReportsOfRun.result(report, check);
        assertThat(result.get("outcome").asText()).isEqualTo("UNDECIDED");
        assertThat(result.get("reason").asText()).contains(server.address(), "REFUSED");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1:0", "127.0.0.1:65536", "[::1", "a b", "[::1]x"})
  void whatIsNoServerIsRefused(String server) {
    Cli.run("verify", "--trust-anchor", anchor, "--parent-ds-from", server, "x")
        .refuses(ExitCode.USAGE, "--parent-ds-from: '" + server + "'");
  }

  @Test
  void serversNeedATrustAnchorAndNothingElse() {
    String said = "needs --trust-anchor";
    Cli.run("verify", "--parent-ds-from", "127.0.0.1", "x").refuses(ExitCode.USAGE, said);
    Cli.run("verify", "--parent-ds-from", "127.0.0.1", "--no-parent", "x")
        .refuses(ExitCode.USAGE, said);
  }
}
