package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.KeyTemplate;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with tokens is said in plain words, one line a thing. */
class KeysDoctorTest {
  @TempDir Path folder;
  private ScratchHsm tokens;
  private Shim shim;
  private String said = "";

  @BeforeEach
  void keysOnBoth() throws IOException {
    tokens = ScratchHsm.tokens();
    shim = Shim.build(folder, tokens.library());
    config(tokens::pinFile);
    keys("generate", "--zone", "doctor.example").ends(ExitCode.PASS);
  }

  /** Whatever is said, a PIN is not. */
  @AfterEach
  void noPinIsSaid() throws IOException {
    for (String site : ScratchHsm.SITES) {
      assertThat(said).doesNotContain(Files.readString(tokens.pinFile(site)).trim());
    }
  }

  private void config(ScratchHsm.PinFiles pins) throws IOException {
    tokens.config(
        folder,
        List.of("site-a", "site-b"),
        label -> label.equals("site-a") ? tokens.library() : shim.library(),
        pins);
  }

  private Cli.Answer keys(String command, String... more) {
    String[] words = {"keys", command, "--hsm", folder.resolve("hsm.toml").toString()};
    return Cli.run(Cli.words(words, more));
  }

  private void change(String from, String to) throws IOException {
    Path hsm = folder.resolve("hsm.toml");
    assertThat(hsm).content().contains(from);
    Files.writeString(hsm, Files.readString(hsm).replace(from, to));
  }

  private String doctor(ExitCode code) {
    Cli.Answer answer = keys("doctor").ends(code);
    assertThat(answer.err()).isEmpty();
    said += answer.out();
    return answer.out();
  }

  /** The one fault, with its explanation. */
  private String fault() {
    String all = doctor(ExitCode.UNDECIDED);
    assertThat(all).contains("\n1 fault in ");
    return all.substring(all.indexOf("FAULT "));
  }

  @Test
  void whatIsSoundIsSaidInOrder() {
    String all = doctor(ExitCode.PASS);
    assertThat(all.lines().filter(l -> !l.contains("TOKEN-")).map(l -> l.split(": ", 2)[0]))
        .containsExactly(
            "OK    file " + folder.resolve("hsm.toml"),
            "OK    key set " + folder.resolve("keys.toml"),
            "OK    register " + folder.resolve("keys.register"),
            "OK    token site-a, library " + tokens.library(),
            "OK    token site-a, label",
            "OK    token site-a, PIN source",
            "OK    token site-a, PIN",
            "OK    token site-a, mechanism for ECDSAP256SHA256",
            "OK    token site-a, login",
            "OK    token site-a, sessions",
            "OK    token site-b, library " + shim.library(),
            "OK    token site-b, label",
            "OK    token site-b, PIN source",
            "OK    token site-b, PIN",
            "OK    token site-b, mechanism for ECDSAP256SHA256",
            "OK    token site-b, login",
            "OK    token site-b, sessions",
            "0 faults in 29 things looked at");
    assertThat(keys("doctor", "-q").ends(ExitCode.PASS).out()).isEmpty();
  }

  @Test
  void theLibrary() throws IOException {
    change(shim.library().toString(), folder + "/none.so");
    assertThat(fault())
        .startsWith("FAULT token site-b, library " + folder + "/none.so: library not found\n")
        .contains("      next: Install the vendor's PKCS#11 library or correct \"module\"");
    Path text = Files.writeString(folder.resolve("text.so"), "not a library");
    change(folder + "/none.so", text.toString());
    assertThat(fault())
        .startsWith("FAULT token site-b, library " + text + ": library does not load: ")
        .contains("      because: IOException: ");
  }

  @Test
  void theLabel() throws IOException {
    change("\"site-b\"", "\"site-x\"");
    assertThat(fault())
        .startsWith("FAULT token site-x, label: 0 tokens have this label, exactly one must; labels")
        .contains("site-b")
        .contains("      next: Correct \"label\" in hsm.toml");
  }

  @Test
  void aWrongPinIsTriedOnce() throws IOException {
    shim.orders("C_Login fail 0xA0 0");
    assertThat(fault())
        .startsWith("FAULT token site-b, login: C_Login with the PIN from file ")
        .contains(" was refused (CKR_PIN_INCORRECT)\n")
        .contains("      means: The PIN is not this token's. It was tried once")
        .contains("      because: PKCS11Exception: CKR_PIN_INCORRECT");
    // The shim would let it pass now, if it were asked.
    shim.orders();
    assertThat(fault()).contains("the token refused the PIN earlier in this process");
  }

  @Test
  void aPinThatWouldLockTheTokenIsNotTried() throws IOException {
    shim.orders("C_GetTokenInfo flag 0x20000 0", "C_Login fail 0xA0 0");
    assertThat(fault())
        .startsWith(
            "FAULT token site-b, PIN: one more wrong PIN locks the token, so none is tried");
    shim.orders("C_GetTokenInfo flag 0x40000 0", "C_Login fail 0xA0 0");
    assertThat(fault())
        .startsWith("FAULT token site-b, PIN: the user PIN is locked (CKR_PIN_LOCKED)");
  }

  @Test
  void thePinSource() throws IOException {
    Path open = Files.writeString(folder.resolve("pin"), "1234567890");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    config(label -> label.equals("site-b") ? open : tokens.pinFile(label));
    assertThat(fault())
        .startsWith("FAULT token site-b, PIN source: PIN file " + open + " has mode 0644")
        .contains("      next: Run: chmod 600 " + open)
        .doesNotContain("1234567890");
  }

  @Test
  void sessions() throws IOException {
    shim.orders("C_OpenSession fail 0xB1 1");
    assertThat(fault())
        .startsWith(
            "FAULT token site-b, sessions: only 1 of 2 sessions could be opened at one time")
        .contains("      means: The token has no session left")
        .contains("      next: Lower sessions-per-token");
  }

  @Test
  void aMechanismThatTheTokenLacks() throws IOException {
    shim.orders("C_GetMechanismList hide 0x1041 0");
    assertThat(fault())
        .startsWith(
            "FAULT token site-b, mechanism for ECDSAP256SHA256: the token does not have mechanism 0x1041");
  }

  @Test
  void aDeadHandle() throws IOException {
    shim.orders("C_Sign fail 0x82 1");
    assertThat(fault())
        .startsWith("FAULT token site-b, ZSK ")
        .contains(
            "TOKEN-PROOF: C_Sign with ECDSAP256SHA256 was refused (CKR_OBJECT_HANDLE_INVALID)")
        .contains("      means: The handle of the key is dead");
  }

  private void onSiteB(Consumer<TokenSession> work) {
    HsmConfig config = HsmConfigFile.read(folder.resolve("hsm.toml"));
    try (Tokens open = Tokens.open(config, PinPrompt.none());
        TokenSession session = open.all().get(1).openForWriting()) {
      work.accept(session);
    }
  }

  @Test
  void aKeyThatIsMissingDoubledOrAnother() {
    KeySet keys = KeySetFile.read(folder.resolve("keys.toml"));
    ZoneKey zsk = keys.keys().get(1);
    KeyTemplate same = new KeyTemplate(DnssecAlgorithm.ECDSAP256SHA256, 2048, zsk.id(), "same");
    onSiteB(session -> session.generate(same));
    assertThat(doctor(ExitCode.UNDECIDED))
        .contains(
            "FAULT token site-b, "
                + zsk
                + ", TOKEN-ONE-OBJECT: Token site-b has 2 private keys with CKA_ID ")
        .contains("      next: Do not sign. Place the missing key, or remove the one");
    onSiteB(session -> session.destroy(zsk.id()));
    assertThat(doctor(ExitCode.UNDECIDED))
        .contains("TOKEN-ONE-OBJECT: Token site-b has 0 private keys with CKA_ID ");
    onSiteB(session -> session.generate(same));
    assertThat(doctor(ExitCode.UNDECIDED))
        .contains("OK    token site-b, " + zsk + ", TOKEN-ONE-OBJECT: ")
        .contains("FAULT token site-b, " + zsk + ", TOKEN-SAME-KEY: ")
        .contains("FAULT token site-b, " + zsk + ", TOKEN-PROOF: ")
        .contains("      next: Do not sign. This token holds another key");
  }

  @Test
  void howANewKeyGetsToTheOtherToken() throws IOException {
    Path hsm = folder.resolve("hsm.toml");
    String before = Files.readString(hsm);
    Path program = folder.resolve("copy-key");
    Files.writeString(hsm, before + "\n[replication]\ncommand = [\"" + program + "\"]\n");
    assertThat(fault())
        .startsWith("FAULT [replication], command " + program + ": is not there\n")
        .contains("      means: \"keys generate\" cannot bring a new key to every token.");
    Files.writeString(program, "#!/bin/sh\n");
    assertThat(fault()).contains(": is not executable for this account");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    assertThat(doctor(ExitCode.PASS)).contains("OK    [replication], command " + program + ": is");

    Files.writeString(hsm, before + "\n[replication]\nwrap-key = \"wrap\"\n");
    assertThat(doctor(ExitCode.UNDECIDED))
        .contains(
            "FAULT token site-a, [replication]: wrap-key \"wrap\": 0 AES keys have this label",
            "FAULT token site-b, [replication]: wrap-key \"wrap\": 0 AES keys have this label",
            "      next: Put one AES key under this label on every token of the group");
  }

  @Test
  void files() throws IOException {
    Path keySet = folder.resolve("keys.toml");
    Files.writeString(keySet, Files.readString(keySet).replace("key-tag = ", "key-tag = 1"));
    assertThat(fault()).startsWith("FAULT key set " + keySet + ": " + keySet + ":");
    Files.delete(keySet);
    assertThat(fault()).startsWith("FAULT key set " + keySet + ": is not there\n");
    Files.writeString(folder.resolve("keys.register"), "x\n");
    assertThat(doctor(ExitCode.UNDECIDED))
        .contains("FAULT register " + folder + "/keys.register: ", ":1: the chain of digests");
    change("version = 1", "version = 2");
    assertThat(fault()).contains("hsm.toml:1:1: ", "FAULT file ");
  }

  @Test
  void asJson() throws Exception {
    change("\"site-b\"", "\"site-x\"");
    JsonNode report =
        new ObjectMapper()
            .readTree(keys("doctor", "--format", "json").ends(ExitCode.UNDECIDED).out());
    assertThat(report.get("faults").asInt()).isEqualTo(1);
    JsonNode last = report.get("examined").get(report.get("examined").size() - 1);
    assertThat(last.get("thing").asText()).isEqualTo("token site-x, label");
    assertThat(last.get("ok").asBoolean()).isFalse();
    assertThat(last.get("next").asText()).startsWith("Correct \"label\"");
  }
}
