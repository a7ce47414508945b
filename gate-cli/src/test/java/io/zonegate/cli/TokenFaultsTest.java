package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.generate.DivergentKeys;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

/** Tokens that are away, shut, or hold another key: nothing is signed, nothing is published. */
class TokenFaultsTest {
  private static final Name ZONE = GoodZone.ORIGIN;

  @TempDir Path folder;
  private Path unsigned;
  private Path signed;
  private Path live;

  @BeforeEach
  void files() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    signed = folder.resolve("out.zone");
    live = Files.writeString(folder.resolve("live.zone"), "old");
    Files.writeString(
        folder.resolve("policy.toml"),
        "version = 1\n[parent]\nnone = true\n[publish]\nfile = \"live.zone\"\nwork = \"work\"\n");
  }

  private Cli.Answer command(String words, String... more) {
    String[] hsm = {
      "--hsm", folder.resolve("hsm.toml").toString(),
      "--policy", folder.resolve("policy.toml").toString()
    };
    return Cli.run(Cli.words(Cli.words(words.split(" "), hsm), more));
  }

  private void keys() {
    command("keys generate", "--zone", ZONE.toString()).ends(ExitCode.PASS);
  }

  /** Neither sign nor run may do anything; both end with this code and say this. */
  private void nothingIsSigned(ExitCode code, String... said) throws IOException {
    assertThat(command("sign", "--output", signed.toString(), unsigned.toString()).ends(code).err())
        .startsWith("zonegate: ")
        .contains(said)
        .doesNotContain("\tat ");
    assertThat(signed).doesNotExist();
    assertThat(command("run", unsigned.toString()).ends(code).err()).contains(said);
    assertThat(folder.resolve("work/live.zone.candidate")).doesNotExist();
    assertThat(live).hasContent("old");
  }

  @Test
  void aWrongPinIsTriedOnce() throws IOException {
    Path wrong = pinFile("rw-------", "12345678");
    ScratchHsm.tokens().config(folder, List.of("site-a"));
    keys();
    ScratchHsm.tokens()
        .config(
            folder,
            List.of("site-a", ScratchHsm.SHUT),
            label -> label.equals(ScratchHsm.SHUT) ? wrong : pin(label));
    JsonNode report =
        ReportsOfRun.json(command("keys prove", "--format", "json").ends(ExitCode.UNDECIDED).out());
    assertThat(ReportsOfRun.result(report, "TOKEN-PROOF").get("reason").asText())
        .contains("Token site-shut", "CKR_PIN_INCORRECT", "not retried");
    assertThat(command("keys list").ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: Token site-shut")
        .contains("refused the PIN earlier in this process, so it is not tried again");
    nothingIsSigned(ExitCode.UNDECIDED, "Token site-shut", "CKR_PIN_INCORRECT");
    assertThat(command("keys generate", "--zone", ZONE.toString()).ends(ExitCode.UNDECIDED).err())
        .contains("Token site-shut");
  }

  @Test
  void aPinThatOthersMayReadIsAWrongConfiguration() throws IOException {
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
    keys();
    Path open = pinFile("rw-r--r--", Files.readString(pin("site-b")));
    ScratchHsm.tokens()
        .config(
            folder,
            List.of("site-a", "site-b"),
            label -> label.equals("site-b") ? open : pin(label));
    String[] said = {"PIN file " + open + " has mode 0644; it must be 0600 or 0400", "chmod 600"};
    for (String command : new String[] {"keys list", "keys prove"}) {
      command(command).refuses(ExitCode.CONFIGURATION, said);
    }
    command("keys generate", "--zone", ZONE.toString()).refuses(ExitCode.CONFIGURATION, said);
    nothingIsSigned(ExitCode.CONFIGURATION, said);
    // The DS set needs no token.
    command("keys ds").ends(ExitCode.PASS);
  }

  @Test
  void aTokenThatIsNotThereIsUndecided() throws IOException {
    ScratchHsm.tokens().config(folder, List.of("site-a"));
    keys();
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-none"), label -> pin("site-a"));
    assertThat(command("keys list").ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: Token site-none");
    assertThat(command("keys list").out()).contains("token site-a: ");
    command("keys prove").ends(ExitCode.UNDECIDED);
    nothingIsSigned(ExitCode.UNDECIDED, "site-none");
  }

  /** The token that lacks the key answers, and its answer is wrong: that is more than not known. */
  @Test
  void aKeyThatOneTokenLacks() throws IOException {
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
    keys();
    ScratchHsm.tokens().config(folder, ScratchHsm.SITES);
    Cli.Answer proof = command("keys prove", "--format", "json").ends(ExitCode.BLOCK);
    JsonNode report = ReportsOfRun.json(proof.out());
    JsonNode one = ReportsOfRun.result(report, "TOKEN-ONE-OBJECT");
    assertThat(one.get("blocks").asInt()).isEqualTo(2);
    for (JsonNode finding : one.get("findings")) {
      assertThat(finding.at("/arguments/token").asText()).isEqualTo("site-c");
      assertThat(finding.get("text").asText()).startsWith("Token site-c has 0 private keys");
    }
    assertThat(ReportsOfRun.result(report, "TOKEN-SAME-KEY").get("outcome").asText())
        .isEqualTo("UNDECIDED");
    nothingIsSigned(ExitCode.BLOCK, "site-c");
  }

  /** The .de fault of 5 May 2026. */
  @Test
  void oneTagAndThreeKeysBlock() throws Exception {
    Path hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES);
    keys();
    HsmConfig config = HsmConfigFile.read(hsm);
    KeySet good = KeySetFile.read(config.keys());
    List<ZoneKey> keys = new ArrayList<>(good.active(KeyRole.KSK));
    try (Tokens tokens = Tokens.open(config, PinPrompt.none())) {
      KeyRequest zsk = KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ofNumber(13));
      keys.add(DivergentKeys.generate(tokens, ZONE, zsk, new SecureRandom()));
    }
    KeySetFile.write(config.keys(), new KeySet(ZONE, keys));

    Path reports = folder.resolve("reports");
    Cli.Answer proof =
        command("keys prove", "--report-dir", reports.toString()).ends(ExitCode.BLOCK);
    assertThat(proof.out())
        .contains("Token site-b", "Token site-c")
        .doesNotContain("Token site-a:");
    JsonNode report = ReportsOfRun.json(reports.resolve("keys-prove.json"));
    assertThat(ReportsOfRun.result(report, "TOKEN-PROOF").get("blocks").asInt()).isEqualTo(2);
    assertThat(ReportsOfRun.result(report, "TOKEN-SAME-KEY").get("blocks").asInt()).isEqualTo(2);
    assertThat(ReportsOfRun.result(report, "TOKEN-ONE-OBJECT").get("outcome").asText())
        .isEqualTo("PASS");
    assertThat(
            ReportsOfRun.testcase(
                    ReportsOfRun.junit(reports.resolve("keys-prove.xml")), "TOKEN-PROOF")
                .getElementsByTagName("failure")
                .getLength())
        .isEqualTo(1);
    nothingIsSigned(ExitCode.BLOCK, "site-b");
  }

  private static Path pin(String label) {
    try {
      return ScratchHsm.tokens().pinFile(label);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path pinFile(String mode, String pin) throws IOException {
    Path file = Files.writeString(folder.resolve("pin"), pin);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
