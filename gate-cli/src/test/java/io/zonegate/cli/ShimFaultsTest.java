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

/**
 * Tokens that fail while a zone is being signed. The first of two tokens is reached through a
 * library that fails on demand, the second is SoftHSM2 as it is.
 */
class ShimFaultsTest {
  /** So many signatures go well; the zone has more. */
  private static final int SOME = 12;

  @TempDir Path folder;
  private Path unsigned;
  private Path signed;
  private Path live;
  private Shim shim;

  @BeforeEach
  void keysOnBoth() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    signed = folder.resolve("out.zone");
    live = Files.writeString(folder.resolve("live.zone"), "old");
    Files.writeString(
        folder.resolve("policy.toml"),
        "version = 1\n[parent]\nnone = true\n[publish]\nfile = \"live.zone\"\nwork = \"work\"\n");
    ScratchHsm tokens = ScratchHsm.tokens();
    shim = Shim.build(folder, tokens.library());
    tokens.config(
        folder,
        List.of("site-a", "site-b"),
        label -> label.equals("site-a") ? shim.library() : tokens.library(),
        tokens::pinFile);
    command("keys generate", "--zone", GoodZone.ORIGIN.toString()).ends(ExitCode.PASS);
  }

  private Cli.Answer command(String words, String... more) {
    String[] files = {
      "--hsm", folder.resolve("hsm.toml").toString(),
      "--policy", folder.resolve("policy.toml").toString()
    };
    return Cli.run(Cli.words(Cli.words(words.split(" "), files), more));
  }

  private void failOver() throws IOException {
    Path hsm = folder.resolve("hsm.toml");
    Files.writeString(hsm, Files.readString(hsm).replace("round-robin", "fail-over"));
  }

  private Cli.Answer sign() {
    return command("sign", "--output", signed.toString(), unsigned.toString());
  }

  /** Orders for the signatures of the zone: those of the proof, one a key, come before. */
  private void whileSigning(String order) throws IOException {
    shim.orders("C_Sign " + order + " " + (2 + SOME));
  }

  private void nothingComesOut(String order, ExitCode code, String... said) throws IOException {
    whileSigning(order);
    assertThat(sign().ends(code).err()).startsWith("zonegate: ").contains(said);
    assertThat(signed).doesNotExist();
    whileSigning(order);
    assertThat(command("run", unsigned.toString()).ends(code).err()).contains(said);
    assertThat(folder.resolve("work/live.zone.candidate")).doesNotExist();
    assertThat(live).hasContent("old");
    shim.orders();
    sign().ends(ExitCode.PASS);
  }

  /**
   * CKR_DEVICE_ERROR, _DEVICE_REMOVED, _KEY_HANDLE_INVALID, _OBJECT_HANDLE_INVALID, _SESSION_COUNT.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0x30", "0x32", "0x60", "0x82", "0xB1"})
  void aTokenThatFailsInTheMiddleLeavesNothing(String code) throws IOException {
    nothingComesOut(
        "fail " + code, ExitCode.UNDECIDED, "Token site-a", "CKR_", "not retried", "TOKEN-ERROR");
  }

  @Test
  void aTokenThatGoesInTheMiddleLeavesNothing() throws IOException {
    nothingComesOut(
        "gone 0x32", ExitCode.UNDECIDED, "Token site-a", "CKR_DEVICE_REMOVED", "TOKEN-ERROR");
  }

  @Test
  void aSpoiledSignatureBlocksAndNoOtherTokenTakesOver() throws IOException {
    nothingComesOut("spoil 1", ExitCode.BLOCK, "made by token site-a", "TOKEN-SIGNATURE");
    Files.delete(signed);
    failOver();
    nothingComesOut("spoil 1", ExitCode.BLOCK, "made by token site-a", "TOKEN-SIGNATURE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail 0x30", "gone 0x32"})
  void theOtherTokenTakesOverAndThatIsReported(String order) throws IOException {
    failOver();
    whileSigning(order);
    assertThat(sign().ends(ExitCode.PASS).out())
        .containsPattern("(?m)^  token site-a +" + SOME + " RRSIGs$")
        .containsPattern("(?m)^  token site-b +[0-9]+ RRSIGs$")
        .containsOnlyOnce("  FAIL-OVER: From site-a to site-b: Token site-a, key CKA_ID ");
    Cli.run("verify", "--no-parent", signed.toString()).ends(ExitCode.PASS);

    whileSigning(order);
    Path reports = folder.resolve("reports");
    command("run", "--report-dir", reports.toString(), unsigned.toString()).ends(ExitCode.PASS);
    JsonNode error =
        ReportsOfRun.result(ReportsOfRun.json(reports.resolve("run.json")), "TOKEN-ERROR");
    assertThat(error.get("warnings").asInt()).isEqualTo(1);
    assertThat(error.at("/findings/0/text").asText()).contains("From site-a to site-b");
  }

  @Test
  void withNoTokenLeftNothingComesOut() throws IOException {
    ScratchHsm tokens = ScratchHsm.tokens();
    tokens.config(folder, List.of("site-a", "site-b"), label -> shim.library(), tokens::pinFile);
    failOver();
    shim.orders("C_Sign fail 0x30 " + (4 + SOME));
    assertThat(sign().ends(ExitCode.UNDECIDED).err()).contains("Token site-b", "TOKEN-ERROR");
    assertThat(signed).doesNotExist();
  }

  /** The second session is asked for while the first one signs. */
  @Test
  void noSessionLeft() throws IOException {
    shim.orders("C_Sign delay 20 0", "C_OpenSession fail 0xB1 1");
    assertThat(sign().ends(ExitCode.UNDECIDED).err())
        .contains("Token site-a: C_OpenSession was refused (CKR_SESSION_COUNT)")
        .contains("Lower sessions-per-token in hsm.toml");
    assertThat(signed).doesNotExist();
  }

  @Test
  void aSlowTokenIsOnlySlow() throws IOException {
    shim.orders("C_Sign delay 20 0");
    sign().ends(ExitCode.PASS);
    Cli.run("verify", "--no-parent", signed.toString()).ends(ExitCode.PASS);
  }

  @Test
  void aKeyThatCannotBePlacedEverywhereIsNowhere() throws IOException {
    String keys = Files.readString(folder.resolve("keys.toml"));
    String register = Files.readString(folder.resolve("keys.register"));
    String listed = command("keys list").ends(ExitCode.PASS).out();
    ScratchHsm tokens = ScratchHsm.tokens();
    tokens.config(
        folder,
        List.of("site-a", "site-b"),
        label -> label.equals("site-b") ? shim.library() : tokens.library(),
        tokens::pinFile);
    shim.orders("C_CreateObject fail 0x31 1");
    assertThat(
            command("keys generate", "--zone", GoodZone.ORIGIN.toString())
                .ends(ExitCode.UNDECIDED)
                .err())
        .contains("Token site-b, new key", "CKR_DEVICE_MEMORY", "The token is full");
    shim.orders();
    assertThat(folder.resolve("keys.toml")).hasContent(keys);
    assertThat(folder.resolve("keys.register")).hasContent(register);
    assertThat(command("keys list").ends(ExitCode.PASS).out()).isEqualTo(listed);
  }
}
