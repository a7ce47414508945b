package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.fault.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a policy makes of findings, and that no report keeps it secret. */
class VerifyPolicyTest {
  private static final String CHECK = "NSEC3-ITERATIONS";

  @TempDir Path folder;
  private Path signed;
  private Path ds;

  @BeforeEach
  void zoneWithFiftyOneIterations() throws IOException {
    use("nsec3-iterations-51");
  }

  private void use(String fault) throws IOException {
    FaultCase zone = Faults.named(fault).prepare(1, Cli.NOW);
    signed = Files.write(folder.resolve("signed.zone"), zone.zoneBytes());
    ds = Files.writeString(folder.resolve("ds"), zone.parentDs());
  }

  private Cli.Answer judge(String policy, String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.toml"), "version = 1\n" + policy);
    String[] reports = {
      "verify",
      "--policy",
      file.toString(),
      "--ds",
      ds.toString(),
      "--report-dir",
      folder.toString()
    };
    return Cli.run(Cli.words(Cli.words(reports, words), signed.toString()));
  }

  private JsonNode result(String check) throws IOException {
    return ReportsOfRun.result(ReportsOfRun.json(folder.resolve("verify.json")), check);
  }

  private Element testcase(String check) throws Exception {
    Document junit = ReportsOfRun.junit(folder.resolve("verify.xml"));
    return ReportsOfRun.testcase(junit, check);
  }

  private static int count(Element testcase, String element) {
    return testcase.getElementsByTagName(element).getLength();
  }

  @Test
  void itBlocksByItself() throws Exception {
    judge("").ends(ExitCode.BLOCK);
    assertThat(result(CHECK).get("blocks").asInt()).isPositive();
    assertThat(count(testcase(CHECK), "failure")).isEqualTo(1);
  }

  @Test
  void theLimitIsThePolicys() throws Exception {
    judge("[verify]\nnsec3-iterations = 51\n").ends(ExitCode.PASS);
    assertThat(result(CHECK).get("blocks").asInt()).isZero();
  }

  @Test
  void asAWarningItPassesAndIsInEveryReport() throws Exception {
    use("nsec3param-flags-1");
    String check = "NSEC3-PARAM";
    judge("").ends(ExitCode.BLOCK);
    Cli.Answer answer = judge("[severity]\n" + check + " = \"warn\"\n").ends(ExitCode.PASS);
    assertThat(answer.out()).contains("WARN       " + check);
    assertThat(result(check).get("warnings").asInt()).isPositive();
    assertThat(result(check).at("/findings/0/severity").asText()).isEqualTo("WARN");
    assertThat(count(testcase(check), "failure")).isZero();
    assertThat(testcase(check).getTextContent()).contains("WARN ");
  }

  @Test
  void aWarningMayBeMadeToBlock() throws Exception {
    use("key-tag-collision-two");
    judge("").ends(ExitCode.PASS);
    assertThat(result("KEY-TAG-UNIQUE").get("warnings").asInt()).isPositive();
    judge("[severity]\nKEY-TAG-UNIQUE = \"block\"\n").ends(ExitCode.BLOCK);
    assertThat(count(testcase("KEY-TAG-UNIQUE"), "failure")).isEqualTo(1);
  }

  @Test
  void suppressedItPassesAndTheReasonIsInEveryReport() throws Exception {
    String until = "until = 2027-03-01\n";
    Cli.Answer answer =
        judge("[[suppress]]\ncheck = \"" + CHECK + "\"\nreason = \"rolls in 2027-02\"\n" + until)
            .ends(ExitCode.PASS);
    String[] said = {"rolls in 2027-02", "2027-03-01", "policy.toml:3"};
    assertThat(answer.out()).contains("ATTENTION: " + CHECK + " was NOT checked").contains(said);
    assertThat(folder.resolve("verify.txt")).content().contains(said);
    assertThat(result(CHECK).get("outcome").asText()).isEqualTo("DISABLED");
    assertThat(result(CHECK).get("reason").asText()).contains(said);
    Element skipped = (Element) testcase(CHECK).getElementsByTagName("skipped").item(0);
    assertThat(skipped.getAttribute("message")).contains(said);
    assertThat(
            judge("[[suppress]]\ncheck = \"" + CHECK + "\"\nreason = \"r\"\n" + until, "-q").out())
        .contains("ATTENTION: " + CHECK + " was NOT checked");
  }

  @Test
  void aSuppressionThatIsOverStopsEverything() throws IOException {
    judge("[[suppress]]\ncheck = \"" + CHECK + "\"\nreason = \"r\"\nuntil = 2026-11-23\n")
        .refuses(ExitCode.CONFIGURATION, "policy.toml:", "2026-11-23");
    // The day counts by the system's clock; --at does not bring it back.
    judge(
            "[[suppress]]\ncheck = \"" + CHECK + "\"\nreason = \"r\"\nuntil = 2026-11-23\n",
            "--at",
            "20261101000000")
        .ends(ExitCode.CONFIGURATION);
    judge("[[suppress]]\ncheck = \"" + CHECK + "\"\nreason = \"r\"\nuntil = 2026-11-24\n")
        .ends(ExitCode.PASS);
  }

  @Test
  void whatCannotBeSuppressedCannotBe() throws IOException {
    judge("[[suppress]]\ncheck = \"SIG-VERIFY\"\nreason = \"r\"\nuntil = 2027-01-01\n")
        .refuses(ExitCode.CONFIGURATION, "SIG-VERIFY");
  }

  @Test
  void theZonesNameIsThePolicys() throws IOException {
    judge("[zone]\norigin = \"other.example\"\n").ends(ExitCode.UNDECIDED);
    judge("[zone]\norigin = \"other.example\"\n", "--origin", "zone.example", "--without", CHECK)
        .ends(ExitCode.PASS);
  }
}
