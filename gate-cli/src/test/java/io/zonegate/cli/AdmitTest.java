package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.attest.Envelope;
import io.zonegate.attest.GateKey;
import io.zonegate.attest.Keytool;
import io.zonegate.attest.Statement;
import io.zonegate.file.DurableFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name server's last question: is this what the gate passed? */
class AdmitTest {
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private Path zone;
  private Path attestation;
  private GateKey key;

  @BeforeEach
  void attested() throws Exception {
    Keytool.key(folder, "gate", "Ed25519");
    key = GateKey.read(folder.resolve("gate.p12"), folder.resolve("gate.password"));
    zone = Files.writeString(folder.resolve("zone"), "the octets");
    Path place = Files.createDirectory(folder.resolve("zone.attestations"));
    attestation = place.resolve(DurableFile.digest(zone) + ".json");
    attest(statement(Cli.NOW.minus(DAY), Cli.NOW.plus(DAY)));
  }

  private Statement statement(Instant judged, Instant expires) throws Exception {
    return new Statement(
        "zone.example.", DurableFile.digest(zone), 4294967295L, judged, expires, "ab", List.of());
  }

  private void attest(Statement statement) throws Exception {
    Files.writeString(attestation, Envelope.seal(statement, key));
  }

  private Cli.Answer admit(String... more) {
    String[] words = {"admit", "--certificate", folder.resolve("gate.pem").toString()};
    return Cli.run(Cli.words(Cli.words(words, more), zone.toString()));
  }

  @Test
  void whatTheGatePassedIsAdmitted() {
    assertThat(admit("--origin", "ZONE.example").ends(ExitCode.PASS).out())
        .startsWith("admitted zone.example. serial 4294967295, judged at ");
  }

  @Test
  void whatWasLetPassIsSaid() throws Exception {
    Statement plain = statement(Cli.NOW.minus(DAY), Cli.NOW.plus(DAY));
    attest(
        new Statement(
            plain.zone(),
            plain.sha256(),
            plain.serial(),
            plain.judgedAt(),
            plain.expires(),
            plain.policySha256(),
            List.of("ZONE-CANARY", "ZONE-DELTA")));
    assertThat(admit().ends(ExitCode.PASS).out()).contains("; LET PASS: ZONE-CANARY, ZONE-DELTA");
  }

  @Test
  void otherOctetsAreNot() throws Exception {
    Files.writeString(zone, "other octets");
    admit().refuses(ExitCode.UNDECIDED, "not admitted", "no such file");
    admit("--attestation", attestation.toString())
        .refuses(ExitCode.BLOCK, "not admitted", "these have");
  }

  @Test
  void aStatementThatIsAlteredIsNot() throws Exception {
    String text = Files.readString(attestation);
    String payload = text.replaceAll(".*\"payload\":\"([^\"]*)\".*\\R", "$1");
    String altered =
        new String(Base64.getDecoder().decode(payload), StandardCharsets.UTF_8)
            .replace("4294967295", "4294967294");
    Files.writeString(
        attestation,
        text.replace(
            payload, Base64.getEncoder().encodeToString(altered.getBytes(StandardCharsets.UTF_8))));
    admit().refuses(ExitCode.BLOCK, "signature is not by the gate's key");
  }

  @Test
  void anotherKeysStatementIsNot() throws Exception {
    Keytool.key(folder, "other", "Ed25519");
    key = GateKey.read(folder.resolve("other.p12"), folder.resolve("other.password"));
    attest(statement(Cli.NOW.minus(DAY), Cli.NOW.plus(DAY)));
    admit().refuses(ExitCode.BLOCK, "signature is not by the gate's key");
  }

  @Test
  void whatIsNoAttestationIsNot() throws Exception {
    Files.writeString(attestation, "{\"payloadType\":\"text/plain\"}");
    admit().refuses(ExitCode.BLOCK, "its payload is not");
    Files.writeString(attestation, "{\"payloadType\":");
    admit().refuses(ExitCode.BLOCK, "it is not JSON");
    Files.delete(attestation);
    admit().refuses(ExitCode.UNDECIDED, "no such file");
  }

  @Test
  void anotherZoneIsNot() {
    admit("--origin", "example.").refuses(ExitCode.BLOCK, "is for zone.example., not for example.");
  }

  @Test
  void anOldVerdictIsNot() throws Exception {
    attest(statement(Cli.NOW.minus(DAY.multipliedBy(7)), Cli.NOW.plus(DAY)));
    admit().ends(ExitCode.PASS);
    attest(statement(Cli.NOW.minus(DAY.multipliedBy(7)).minusSeconds(1), Cli.NOW.plus(DAY)));
    admit().refuses(ExitCode.BLOCK, "longer ago than 168 h");
    admit("--max-age", "8d").ends(ExitCode.PASS);
  }

  @Test
  void aVerdictOfTheFutureIsNot() throws Exception {
    attest(statement(Cli.NOW.plusSeconds(301), Cli.NOW.plus(DAY)));
    admit().refuses(ExitCode.BLOCK, "look at the clocks");
  }

  @Test
  void aZoneThatHasExpiredIsNot() throws Exception {
    attest(statement(Cli.NOW.minus(DAY), Cli.NOW));
    admit().refuses(ExitCode.BLOCK, "first signature expired");
  }

  @Test
  void aCertificateOfAnotherKindIsAWrongConfiguration() throws Exception {
    Keytool.key(folder, "rsa", "RSA");
    Cli.run("admit", "--certificate", folder.resolve("rsa.pem").toString(), zone.toString())
        .refuses(ExitCode.CONFIGURATION, "RSA, not Ed25519");
    Cli.run("admit", zone.toString()).refuses(ExitCode.USAGE, "--certificate");
  }
}
