package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.register.KeyEvent;
import io.zonegate.hsm.register.KeyRegister;
import io.zonegate.hsm.register.RegisterTurn;
import io.zonegate.hsm.register.RegisteredKey;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the register of keys gets to know, and what it prevents. */
class KeyRegisterCommandsTest {
  @TempDir Path folder;
  private Path unsigned;
  private Path register;

  @BeforeEach
  void keys() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    register = folder.resolve("keys.register");
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
    generate("KSK,ZSK").ends(ExitCode.PASS);
  }

  private Cli.Answer hsm(String command, String... more) {
    String[] hsm = {"--hsm", folder.resolve("hsm.toml").toString()};
    return Cli.run(Cli.words(Cli.words(command.split(" "), hsm), more));
  }

  private Cli.Answer generate(String roles) {
    return hsm("keys generate", "--zone", GoodZone.ORIGIN.toString(), "--role", roles);
  }

  private Cli.Answer sign() {
    return hsm("sign", "--output", folder + "/out.zone", unsigned.toString());
  }

  private KeySet keySet() {
    return KeySetFile.read(folder.resolve("keys.toml"));
  }

  private List<String> kinds() throws IOException {
    return Files.readAllLines(register).stream().skip(1).map(l -> l.split(" ")[1]).toList();
  }

  @Test
  void theLifeOfAKeyIsInTheRegister() throws IOException {
    assertThat(kinds()).containsExactly("created", "created");
    assertThat(Files.readString(register))
        .contains(
            "2026-11-24T12:00:00Z created zone=zone.example. role=KSK algorithm=13 tag="
                + keySet().active(KeyRole.KSK).get(0).keyTag()
                + " ")
        .contains(" tokens=site-a,site-b by=" + Files.getOwner(Path.of("/proc/self")) + " #");
    assertThat(hsm("keys list").ends(ExitCode.PASS).out())
        .startsWith(
            "zone.example.: 2 keys in " + folder.resolve("keys.toml") + ", 2 in the register ")
        .containsPattern("(?m)^  Generated KSK [0-9]+ alg 13 .*; created 2026-11-24T12:00:00Z by ");

    assertThat(sign().ends(ExitCode.PASS).err()).isEmpty();
    sign().ends(ExitCode.PASS);
    assertThat(kinds())
        .containsExactly(
            "created", "created", "published", "first-signed", "published", "first-signed");

    ZoneKey old = keySet().active(KeyRole.ZSK).get(0);
    hsm("keys retire", Integer.toString(old.keyTag()))
        .refuses(
            ExitCode.USAGE,
            old + " is the last active ZSK in the DNSKEY RRset of zone.example.; make another");
    assertThat(
            hsm("keys generate", "--zone", "zone.example", "--role", "ZSK", "--by", "Ann Other")
                .ends(ExitCode.PASS)
                .out())
        .containsPattern("(?m)^noted in " + register + ", head [0-9a-f]{64}$");
    hsm("keys retire", "1").refuses(ExitCode.USAGE, "'1' means 0 keys of zone.example.");
    assertThat(hsm("keys retire", "--by", "Ann Other", old.id().prefix()).ends(ExitCode.PASS).out())
        .startsWith("retired " + old);
    assertThat(keySet().active(KeyRole.ZSK)).hasSize(1).doesNotContain(old);
    assertThat(keySet().keys()).hasSize(3);
    hsm("keys retire", Integer.toString(old.keyTag()))
        .refuses(ExitCode.USAGE, old + " does not sign; there is nothing to retire");
    sign().ends(ExitCode.PASS);
    String listed = hsm("keys list").ends(ExitCode.PASS).out();
    assertThat(listed)
        .containsPattern(
            "(?m)^  Retired   \\Q" + old + "\\E; created .*; retired 2026.* by Ann Other$")
        .containsPattern("(?m)^  Active    ZSK .*; created .* by Ann Other; published .*");

    // What is in no key set any more is still known, and its tag is not given again.
    KeySetFile.write(
        folder.resolve("keys.toml"),
        new KeySet(
            keySet().zone(),
            keySet().keys().stream().filter(k -> !k.id().equals(old.id())).toList()));
    assertThat(hsm("keys list").ends(ExitCode.PASS).out())
        .containsPattern("(?m)^  Removed   \\Q" + old + "\\E; ");
  }

  /** A key that somebody put into the key set has the tag of one of years ago, as .ru's of 2024. */
  @Test
  void theTagOfAKeyThatIsGoneBlocksTheProofAndSigning() throws Exception {
    String json = hsm("keys prove", "--format", "json").ends(ExitCode.PASS).out();
    JsonNode fresh = ReportsOfRun.result(ReportsOfRun.json(json), "TOKEN-TAG-FRESH");
    assertThat(fresh.get("outcome").asText()).isEqualTo("PASS");
    assertThat(fresh.get("examined").asInt()).isEqualTo(2);

    ZoneKey zsk = keySet().active(KeyRole.ZSK).get(0);
    RegisteredKey now = RegisteredKey.of(keySet().zone(), zsk, List.of());
    RegisteredKey old =
        new RegisteredKey(
            now.zone(),
            now.role(),
            now.algorithm(),
            now.keyTag(),
            0,
            "0".repeat(64),
            new CkaId("2019"),
            "of 2019",
            List.of());
    try (RegisterTurn turn = new KeyRegister(register).take()) {
      turn.append(List.of(new KeyEvent(Instant.EPOCH, KeyEvent.Kind.DESTROYED, old, "root")));
    }
    json = hsm("keys prove", "--format", "json").ends(ExitCode.BLOCK).out();
    fresh = ReportsOfRun.result(ReportsOfRun.json(json), "TOKEN-TAG-FRESH");
    assertThat(fresh.get("blocks").asInt()).isEqualTo(1);
    assertThat(fresh.get("findings").get(0).get("text").asText())
        .startsWith(old + " (revoked: 0) has a key tag of " + zsk);

    Path report = folder.resolve("sign.json");
    assertThat(
            hsm(
                    "sign",
                    "--json",
                    report.toString(),
                    "--output",
                    folder + "/out.zone",
                    unsigned.toString())
                .ends(ExitCode.BLOCK)
                .err())
        .contains(" has a key tag of ", "[TOKEN-TAG-FRESH]; nothing was signed");
    assertThat(folder.resolve("out.zone")).doesNotExist();
    fresh = ReportsOfRun.result(ReportsOfRun.json(report), "TOKEN-TAG-FRESH");
    assertThat(fresh.get("blocks").asInt()).isEqualTo(1);
  }

  /** Its key signing keys on one token, its zone signing keys on the two others. */
  @ParameterizedTest
  @ValueSource(strings = {"round-robin", "fail-over"})
  void eachRoleHasTokensOfItsOwn(String spread) throws IOException {
    Files.delete(folder.resolve("keys.toml"));
    Files.delete(register);
    Path hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES);
    String text = Files.readString(hsm).replace("round-robin", spread);
    for (String site : ScratchHsm.SITES) {
      String roles = site.equals("site-b") ? "KSK" : "ZSK";
      text =
          text.replace(
              "label = \"" + site + "\"", "roles = [\"" + roles + "\"]\nlabel = \"" + site + "\"");
    }
    Files.writeString(hsm, text);
    assertThat(generate("KSK,ZSK").ends(ExitCode.PASS).out())
        .containsPattern("(?m)^made KSK .* on 1 token \\(site-b\\), proved")
        .containsPattern("(?m)^made ZSK .* on 2 tokens \\(site-a, site-c\\), proved");
    assertThat(Files.readString(register)).contains(" tokens=site-b ", " tokens=site-a,site-c ");
    hsm("keys prove").ends(ExitCode.PASS);
    assertThat(
            hsm("keys doctor").ends(ExitCode.PASS).out().lines().filter(l -> l.contains("TOKEN-P")))
        .hasSize(3);
    assertThat(sign().ends(ExitCode.PASS).out())
        .containsPattern("(?m)^  token site-b +[1-9][0-9]* RRSIGs$");
    Cli.run("verify", "--no-parent", folder + "/out.zone").ends(ExitCode.PASS);
  }

  @Test
  void onlyWhatIsOnNoTokenIsDestroyed() throws IOException {
    KeySet both = keySet();
    ZoneKey zsk = both.active(KeyRole.ZSK).get(0);
    String tag = Integer.toString(zsk.keyTag());
    hsm("keys destroyed", tag).refuses(ExitCode.USAGE, zsk + " is in the key set; retire it");
    KeySetFile.write(
        folder.resolve("keys.toml"), new KeySet(both.zone(), both.active(KeyRole.KSK)));
    hsm("keys destroyed", "1").refuses(ExitCode.USAGE, "'1' means 0 keys of the register");
    hsm("keys destroyed", tag)
        .refuses(
            ExitCode.UNDECIDED,
            "nothing was noted: token site-a still has a private key with CKA_ID");
    HsmConfig config = HsmConfigFile.read(folder.resolve("hsm.toml"));
    try (Tokens tokens = Tokens.open(config, PinPrompt.none())) {
      for (Token token : tokens.all()) {
        try (TokenSession session = token.openForWriting()) {
          assertThat(session.destroy(zsk.id())).isEqualTo(2);
        }
      }
    }
    assertThat(hsm("keys destroyed", "--by", "Ann Other", tag).ends(ExitCode.PASS).out())
        .startsWith("noted that " + zsk + " is destroyed: none of 2 tokens has it");
    hsm("keys destroyed", tag).refuses(ExitCode.USAGE, zsk + " is noted as destroyed already");
    assertThat(hsm("keys list").out())
        .containsPattern("(?m)^  Destroyed \\Q" + zsk + "\\E; .* destroyed 2026.* by Ann Other$");
  }

  @Test
  void aKeyThatTheRegisterDoesNotKnowIsSaid() throws IOException {
    sign().ends(ExitCode.PASS);
    KeySet with = keySet();
    KeySetFile.write(
        folder.resolve("keys.toml"), new KeySet(with.zone(), with.keys().subList(0, 1)));
    Files.delete(register);
    generate("ZSK").ends(ExitCode.PASS);
    assertThat(kinds()).containsExactly("adopted", "created");
    KeySetFile.write(folder.resolve("keys.toml"), keySet().with(with.keys().subList(1, 2)));
    assertThat(hsm("keys list").out()).contains("  NOT IN THE REGISTER: " + with.keys().get(1));
    assertThat(sign().ends(ExitCode.PASS).err())
        .startsWith("zonegate: " + with.keys().get(1) + " is in ")
        .contains("and was not in the register");
    assertThat(sign().ends(ExitCode.PASS).err()).isEmpty();
  }

  @Test
  void aDamagedRegisterStopsEverythingThatNeedsIt() throws IOException {
    String good = Files.readString(register);
    Files.writeString(register, good.replace(" by=", " by=x"));
    byte[] keys = Files.readAllBytes(folder.resolve("keys.toml"));
    String said = register + ":2: the chain of digests does not hold";
    sign().refuses(ExitCode.UNDECIDED, said);
    generate("ZSK").refuses(ExitCode.UNDECIDED, said);
    hsm("keys retire", "1").refuses(ExitCode.UNDECIDED, said);
    hsm("keys list").refuses(ExitCode.UNDECIDED, said);
    assertThat(folder.resolve("out.zone")).doesNotExist();
    assertThat(folder.resolve("keys.toml")).hasBinaryContent(keys);
    Files.writeString(register, good + "2026");
    sign().refuses(ExitCode.UNDECIDED, register + ":4: the last line is cut short", "head -n 3");
    Files.writeString(register, good);
    sign().ends(ExitCode.PASS);
  }

  @Test
  void theRegisterCanBeElsewhereAndMustBeWritable() throws IOException {
    Path hsm = folder.resolve("hsm.toml");
    Path other = Files.createDirectory(folder.resolve("books"));
    Files.writeString(
        hsm, Files.readString(hsm).replace("[signing]", "register = \"books/all\"\n[signing]"));
    generate("ZSK").ends(ExitCode.PASS);
    assertThat(other.resolve("all")).content().contains(" adopted ").contains(" created ");
    Files.writeString(hsm, Files.readString(hsm).replace("books/all", "none/all"));
    generate("ZSK")
        .refuses(
            ExitCode.UNDECIDED, "the register of keys, " + folder + "/none/all, cannot be used");
    Files.writeString(hsm, Files.readString(hsm).replace("none/all", "keys.toml"));
    assertThat(generate("ZSK").ends(ExitCode.CONFIGURATION).err())
        .contains("hsm.toml:3:1: register and keys are one file");
  }
}
