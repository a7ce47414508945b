package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.attest.AttestationException;
import io.zonegate.attest.Envelope;
import io.zonegate.attest.Statement;
import io.zonegate.file.DurableFile;
import io.zonegate.policy.AttestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate's key on SoftHSM2. */
class AttestOnTokenTest {
  @TempDir Path folder;
  private Path hsm;

  @BeforeEach
  void key() throws IOException {
    hsm = ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
    String[] generate = {"keys", "generate", "--hsm", hsm.toString(), "--zone", "gate."};
    Cli.run(Cli.words(generate, "--role", "KSK", "--algorithm", "15")).ends(ExitCode.PASS);
  }

  private Path policy(String more) throws IOException {
    return Files.writeString(
        folder.resolve("policy.toml"),
        """
        version = 1
        [zone]
        origin = "zone.example."
        [parent]
        ds = "%s"
        [gate]
        folder = "gate"
        attest-hsm = "hsm.toml"
        %s
        [[gate.stage]]
        name = "only"
        file = "live"
        servers = ["127.0.0.1:9"]
        """
            .formatted(GoodZone.in(folder).ds(), more));
  }

  private Cli.Answer gate(Path policy, String... words) {
    return Cli.run(
        Cli.words(Cli.words(new String[] {"gate"}, words), "--policy", policy.toString()));
  }

  private String seal(Path zone) throws Exception {
    Statement statement =
        new Statement(
            "zone.example.",
            DurableFile.digest(zone),
            1,
            Cli.NOW,
            Cli.NOW.plus(Duration.ofDays(1)),
            "ab",
            List.of());
    return Envelope.seal(statement, KeyedAttestor.key(new AttestSettings.OnToken(hsm)));
  }

  @Test
  void whatItSignsIsAdmittedByItsPublicKey() throws Exception {
    Path pem =
        Files.writeString(
            folder.resolve("gate.pub"), gate(policy(""), "public-key").ends(ExitCode.PASS).out());
    Path zone = Files.writeString(folder.resolve("zone"), "the octets");
    Path attestation = Files.writeString(folder.resolve("attestation"), seal(zone));
    String[] admit = {"admit", "--certificate", pem.toString(), "--attestation"};
    Cli.run(Cli.words(admit, attestation.toString(), zone.toString())).ends(ExitCode.PASS);
    Files.writeString(pem, Files.readString(pem).replace("MCow", "MCox"));
    Cli.run(Cli.words(admit, attestation.toString(), zone.toString()))
        .refuses(ExitCode.CONFIGURATION, "no Ed25519 public key");
  }

  @Test
  void oneTokenOfTwoIsEnoughAndNoneIsSaid() throws Exception {
    Path zone = Files.writeString(folder.resolve("zone"), "the octets");
    String both = Files.readString(hsm);
    Files.writeString(hsm, both.replaceFirst("label = \"site-a\"", "label = \"site-away\""));
    assertThat(seal(zone)).contains("keyid");
    Files.writeString(hsm, both.replaceAll("label = \"site-", "label = \"site-away-"));
    assertThatThrownBy(() -> seal(zone))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("is on no token that can be reached: ")
        .hasMessageContaining("site-away-a");
    // And back, in the same process.
    Files.writeString(hsm, both);
    assertThat(seal(zone)).contains("keyid");
  }

  /** What passed is not published without its attestation, and the daemon lives on. */
  @Test
  void withoutItsTokenTheGatePublishesNothing() throws Exception {
    Files.writeString(
        hsm, Files.readString(hsm).replaceAll("label = \"site-", "label = \"site-away-"));
    Path policy = policy("");
    gate(policy, "submit", GoodZone.in(folder).signed().toString()).ends(ExitCode.PASS);
    gate(policy, "run", "--until-idle").ends(ExitCode.PASS);
    assertThat(gate(policy, "status").ends(ExitCode.PASS).out())
        .contains("undecided  release 1", "it passed, but: the gate's key", "on no token");
    assertThat(folder.resolve("live")).doesNotExist();
  }

  @Test
  void aKeySetWithoutTheOneKeyIsRefused() throws Exception {
    String[] generate = {"keys", "generate", "--hsm", hsm.toString(), "--zone", "gate."};
    Cli.run(Cli.words(generate, "--role", "ZSK", "--algorithm", "15")).ends(ExitCode.PASS);
    gate(policy(""), "public-key").refuses(ExitCode.CONFIGURATION, "has 2 active Ed25519 keys");
    String file = "attest-key = \"gate.p12\"\nattest-password-file = \"x\"";
    gate(policy(file), "public-key").refuses(ExitCode.CONFIGURATION, "keep one");
  }
}
