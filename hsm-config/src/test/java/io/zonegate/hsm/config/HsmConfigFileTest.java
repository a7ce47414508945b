package io.zonegate.hsm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HsmConfigFileTest {

  private static final String GOOD =
      """
      version = 1
      keys = "keys.toml"
      [signing]
      sessions-per-token = 8
      spread = "fail-over"
      [[token]]
      label = "a"
      module = "/usr/lib/x.so"
      pin = { file = "pins/a" }
      [[token]]
      label = "b"
      module = "/usr/lib/x.so"
      pin = { env = "PIN_B" }
      [[token]]
      label = "c"
      module = "/usr/lib/y.so"
      pin = { prompt = true }
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("hsm.toml"), text);
  }

  private void refused(String text, String... parts) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> HsmConfigFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void readsEverything() throws IOException {
    HsmConfig config = HsmConfigFile.read(file(GOOD));

    assertThat(config.keys()).isEqualTo(folder.resolve("keys.toml"));
    assertThat(config.sessionsPerToken()).isEqualTo(8);
    assertThat(config.spread()).isEqualTo(Spread.FAIL_OVER);
    assertThat(config.tokens()).extracting(TokenConfig::label).containsExactly("a", "b", "c");
    assertThat(config.tokens().get(2).module()).isEqualTo(Path.of("/usr/lib/y.so"));
    assertThat(config.tokens())
        .extracting(TokenConfig::pin)
        .containsExactly(
            new PinSource.InFile(folder.resolve("pins/a")),
            new PinSource.InEnvironment("PIN_B"),
            new PinSource.Prompted());
  }

  @Test
  void signingMayBeLeftOut() throws IOException {
    HsmConfig config = HsmConfigFile.read(file(GOOD.replaceAll("(?s)\\[signing].*?\\[\\[", "[[")));

    assertThat(config.sessionsPerToken()).isEqualTo(HsmConfig.DEFAULT_SESSIONS);
    assertThat(config.spread()).isEqualTo(Spread.ROUND_ROBIN);
  }

  @Test
  void aTokenMayHaveASiteSessionsOfItsOwnAndASystemdCredential() throws IOException {
    String more =
        "site = \"vault\"\nsessions = 3\nread-write = true\npin = { credential = \"b-pin\" }";
    HsmConfig config = HsmConfigFile.read(file(GOOD.replace("pin = { env = \"PIN_B\" }", more)));

    TokenConfig plain = config.tokens().get(0);
    assertThat(plain.site()).isEmpty();
    assertThat(plain.readWrite()).isFalse();
    assertThat(config.sessions(plain)).isEqualTo(8);
    assertThat(plain).hasToString("a");
    TokenConfig token = config.tokens().get(1);
    assertThat(token).hasToString("b at vault");
    assertThat(token.readWrite()).isTrue();
    assertThat(config.sessions(token)).isEqualTo(3);
    assertThat(token.pin()).isEqualTo(new PinSource.Credential("b-pin"));
    assertThat(plain.holds("KSK")).isTrue();
    TokenConfig ksk = HsmConfigFile.read(file(GOOD + "roles = [\"KSK\"]\n")).tokens().get(2);
    assertThat(ksk.holds("KSK")).isTrue();
    assertThat(ksk.holds("ZSK")).isFalse();
    for (String roles : List.of("\"KSK\"", "[]", "[\"CSK\"]", "[\"KSK\", \"KSK\"]")) {
      refused(GOOD + "roles = " + roles + "\n", "hsm.toml:18:1: roles is wrong");
    }
    refused(
        GOOD.replace("[[token]]", "[[token]]\nroles = [\"ZSK\"]"),
        "no token holds keys of the role KSK");
    refused(
        GOOD + "sessions = 9\n",
        "hsm.toml:18:1: sessions is 9; a whole number from 1 to 8 is needed");
    for (String name : List.of("../b", "/etc/pin", ".", "a b")) {
      refused(
          GOOD.replace("{ prompt = true }", "{ credential = \"" + name + "\" }"),
          "hsm.toml:17:9: credential is no name that systemd gives");
    }
  }

  @Test
  void withOfflineKsksTheTokensHoldZsksAlone() throws IOException {
    assertThat(HsmConfigFile.read(file(GOOD)).kskBundles()).isEmpty();
    String offline = GOOD.replace("keys = ", "ksk-bundles = \"kept\"\nkeys = ");
    HsmConfig config = HsmConfigFile.read(file(offline + "roles = [\"ZSK\"]\n"));
    assertThat(config.kskBundles()).contains(folder.resolve("kept"));
    for (TokenConfig token : config.tokens()) {
      assertThat(token.holds("ZSK")).isTrue();
      assertThat(token.holds("KSK")).isFalse();
    }
    for (String roles : List.of("\"KSK\"", "\"KSK\", \"ZSK\"")) {
      refused(
          offline + "roles = [" + roles + "]\n",
          "hsm.toml:19:1: roles has KSK, and with ksk-bundles no token here holds KSKs");
    }
  }

  @Test
  void replicationIsByCommandOrByWrapping() throws IOException {
    assertThat(HsmConfigFile.read(file(GOOD)).replication()).isEqualTo(new Replication.Unsaid());
    String table = GOOD + "[replication]\n";
    assertThat(
            HsmConfigFile.read(file(table + "command = [\"/bin/copy\", \"a b\"]\n")).replication())
        .isEqualTo(new Replication.Command(List.of("/bin/copy", "a b"), Duration.ofSeconds(60)));
    assertThat(
            HsmConfigFile.read(file(table + "timeout = 5\ncommand = [\"/bin/copy\"]\n"))
                .replication())
        .isEqualTo(new Replication.Command(List.of("/bin/copy"), Duration.ofSeconds(5)));
    assertThat(HsmConfigFile.read(file(table + "wrap-key = \"w\"\n")).replication())
        .isEqualTo(new Replication.WrapKey("w"));

    refused(table, "hsm.toml:18:1: give exactly one of \"command\" and \"wrap-key\"");
    refused(table + "command = [\"/a\"]\nwrap-key = \"w\"\n", "give exactly one of");
    refused(table + "command = [\"copy\"]\n", "hsm.toml:19:1: command begins with \"copy\"");
    for (String wrong :
        List.of("\"/a\"", "[]", "[\"/a\", 1]", "[\"/a\", \"\"]", "[\"/\\u0000\"]")) {
      refused(table + "command = " + wrong + "\n", "hsm.toml:19:1: command is wrong; a list");
    }
    refused(table + "wrap-key = \"w\"\ntimeout = 5\n", "timeout is for \"command\" only");
    refused(table + "timeout = 0\ncommand = [\"/a\"]\n", "timeout is 0; a whole number from 1");
  }

  @Test
  void tokensMayBeOfGroups() throws IOException {
    String grouped =
        GOOD.replace("label = \"a\"", "label = \"a\"\ngroup = \"north\"")
            .replace("label = \"b\"", "label = \"b\"\ngroup = \"south\"");
    HsmConfig config = HsmConfigFile.read(file(grouped + "group = \"north\"\n"));
    assertThat(config.groups("ZSK")).containsExactly("north", "south");
    TokenConfig north = config.tokens().get(2);
    assertThat(north.holds("ZSK", "north")).isTrue();
    assertThat(north.holds("ZSK", "south")).isFalse();
    assertThat(north.holds("ZSK", "")).isTrue();
    assertThat(HsmConfigFile.read(file(GOOD)).groups("KSK")).containsExactly("");

    refused(grouped, "some tokens that hold keys of the role KSK are of a group and some of none");
    String kskApart =
        GOOD.replace("label", "group = \"north\"\nroles = [\"ZSK\"]\nlabel")
            + "[[token]]\nlabel = \"k\"\nmodule = \"/k.so\"\npin = { prompt = true }\nroles = [\"KSK\"]\n";
    assertThat(HsmConfigFile.read(file(kskApart)).groups("KSK")).containsExactly("");
    refused(GOOD + "group = \"a b\"\n", "hsm.toml:18:1: group \"a b\" is no name of a group");
  }

  @Test
  void unknownKeyNamesPlaceAndTheWordMeant() throws IOException {
    refused(
        GOOD.replace("sessions-per-token", "session-per-token"),
        "hsm.toml:4:1: unknown key \"session-per-token\"; did you mean \"sessions-per-token\"?",
        "Allowed here: sessions-per-token, spread");
    refused(GOOD + "pim = 1\n", "hsm.toml:18:1: unknown key \"pim\"; did you mean \"pin\"?");
    refused(
        "slot = 1\n" + GOOD,
        "hsm.toml:1:1: unknown key \"slot\" Allowed here: version, keys, register, ksk-bundles, signing,"
            + " replication, token");
  }

  @Test
  void allErrorsAreShownTogether() throws IOException {
    refused(
        GOOD.replace("= 8", "= 65")
            .replace("fail-over", "failover")
            .replace("label = \"b\"", "label = \"a\""),
        "hsm.toml:4:1: sessions-per-token is 65; a whole number from 1 to 64 is needed",
        "hsm.toml:5:1: spread is \"failover\"; did you mean \"fail-over\"? Allowed: round-robin, fail-over",
        "hsm.toml:11:1: label \"a\" is given twice");
  }

  @Test
  void whatIsNotTomlIsSaidWithItsPlaceAndNotShown() throws IOException {
    refused(GOOD.replace("{ prompt = true }", "12ab34"), "hsm.toml:17:");
    refused(GOOD + "[\"a\\E\"]\n", "hsm.toml:18:4: ");
    Path pin = file(GOOD.replace("{ prompt = true }", "12ab34"));
    assertThatThrownBy(() -> HsmConfigFile.read(pin)).hasMessageNotContaining("ab34");
  }

  @Test
  void wrongValuesNameWhatIsNeeded() throws IOException {
    refused(
        GOOD.replace("version = 1", "version = 2"),
        "hsm.toml:1:1: version is 2; a whole number from 1 to 1");
    refused(GOOD.replace("version = 1", ""), "\"version\" is missing");
    refused(GOOD.replace("= 8", "= 0"), "sessions-per-token is 0");
    refused(
        GOOD.replace("\"/usr/lib/y.so\"", "\"y.so\""),
        "hsm.toml:16:1: module \"y.so\" is not an absolute path");
    refused(
        GOOD.replace("{ prompt = true }", "\"1234\""),
        "hsm.toml:17:1: pin is (not shown); a table is needed");
    refused(GOOD.replace("/usr/lib/y.so", "/y\\u0000.so"), "not empty and without NUL");
    refused(GOOD.replace("{ prompt = true }", "{ prompt = false }"), "prompt is not true");
    refused(
        GOOD.replace("{ prompt = true }", "{ prompt = true, env = \"X\" }"), "pin has 2 sources");
    refused(GOOD.replace("pin = { prompt = true }", ""), "hsm.toml:14:1: \"pin\" is missing");
    refused(
        GOOD.replace("\"c\"", "\"" + "c".repeat(33) + "\""),
        "label has 33 octets; a token label has at most 32");
    refused("version = 1\nkeys = \"k\"\n", "hsm.toml:1:1: no token");
    refused(
        "version = 1\nkeys = \"k\"\ntoken = 3\n", "token must be tables, each headed [[token]]");
  }

  @Test
  void notTomlOrNotThere() throws IOException {
    refused("version = = 1\n", "hsm.toml:1:11: ");
    assertThatThrownBy(() -> HsmConfigFile.read(folder.resolve("none.toml")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.toml:1:1: file not found");
    Path binary = Files.write(folder.resolve("hsm.toml"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> HsmConfigFile.read(binary)).hasMessageContaining("not UTF-8");
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".toml")).sorted().toList();
      assertThat(found).hasSize(ExampleConfigs.names().size());
      return found.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsRight(Path example) throws IOException {
    assertThat(HsmConfigFile.read(example).tokens()).isNotEmpty();
    boolean tested = example.endsWith("softhsm2.toml");
    assertThat(Files.readString(example).contains("NOT TESTED BY US")).isEqualTo(!tested);
  }
}
