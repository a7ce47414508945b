package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.hsm.config.ExampleConfigs;
import io.zonegate.hsm.key.KeySetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys on real SoftHSM2 tokens. */
class KeysCommandsTest {
  @TempDir Path folder;

  private Cli.Answer keys(String command, String... more) {
    String[] words = {"keys", command, "--hsm", folder.resolve("hsm.toml").toString()};
    return Cli.run(Cli.words(words, more));
  }

  @Test
  void aKeyIsMadeOnceAndPutOnEveryToken() throws Exception {
    ScratchHsm.tokens().config(folder, ScratchHsm.SITES);
    String made = keys("generate", "--zone", "keys.example").ends(ExitCode.PASS).out();
    assertThat(made.lines()).hasSize(4);
    assertThat(made.lines().limit(2))
        .allMatch(l -> l.endsWith(" on 3 tokens (site-a, site-b, site-c), proved on each"));
    assertThat(made).endsWith("wrote " + folder.resolve("keys.toml") + "\n");

    String listed = keys("list").ends(ExitCode.PASS).out();
    for (var key : KeySetFile.read(folder.resolve("keys.toml")).keys()) {
      assertThat(listed.lines().filter(l -> l.contains("id " + key.id().hex())))
          .hasSize(2 * ScratchHsm.SITES.size());
      assertThat(
              listed
                  .lines()
                  .filter(l -> l.contains("private") && l.contains("id " + key.id().hex())))
          .hasSize(ScratchHsm.SITES.size())
          .allMatch(l -> l.endsWith(" sensitive not extractable"));
    }
    for (String site : ScratchHsm.SITES) {
      assertThat(listed).containsPattern("(?m)^token " + site + ": [0-9]+ key objects$");
    }

    Path reports = folder.resolve("reports");
    keys("prove", "--report-dir", reports.toString()).ends(ExitCode.PASS);
    JsonNode report = ReportsOfRun.json(reports.resolve("keys-prove.json"));
    for (String check : new String[] {"TOKEN-PROOF", "TOKEN-SAME-KEY", "TOKEN-ONE-OBJECT"}) {
      JsonNode result = ReportsOfRun.result(report, check);
      assertThat(result.get("outcome").asText()).isEqualTo("PASS");
      assertThat(result.get("examined").asInt()).isEqualTo(2 * ScratchHsm.SITES.size());
    }
    ReportsOfRun.junit(reports.resolve("keys-prove.xml"));
    assertThat(reports.resolve("keys-prove.txt")).content().contains("PASS keys.example.");
  }

  @Test
  void whatWasMadeIsReported() throws Exception {
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
    Path junit = folder.resolve("made.xml");
    Cli.Answer made =
        keys("generate", "--zone", "keys.example", "--format", "json", "--junit", junit.toString())
            .ends(ExitCode.PASS);
    JsonNode report = ReportsOfRun.json(made.out());
    assertThat(ReportsOfRun.result(report, "TOKEN-PROOF").get("examined").asInt()).isEqualTo(4);
    assertThat(ReportsOfRun.result(report, "TOKEN-TAG-FRESH").get("examined").asInt()).isEqualTo(2);
    assertThat(made.err()).contains("made KSK ", "made ZSK ", "noted in ", "wrote ");
    ReportsOfRun.testcase(ReportsOfRun.junit(junit), "TOKEN-SAME-KEY");

    // What is found there after a run that failed is that run's.
    Path hsm = folder.resolve("hsm.toml");
    Files.writeString(hsm, Files.readString(hsm).replace("\"site-b\"", "\"site-x\""));
    keys("generate", "--zone", "keys.example", "--role", "ZSK", "--junit", junit.toString())
        .ends(ExitCode.UNDECIDED);
    assertThat(ReportsOfRun.junit(junit).getElementsByTagName("error").getLength()).isPositive();
    assertThat(KeySetFile.read(folder.resolve("keys.toml")).keys()).hasSize(2);
  }

  @Test
  void furtherKeysAreAddedToTheKeySetOfTheSameZoneOnly() throws IOException {
    ScratchHsm.tokens().config(folder, List.of("site-a"));
    keys("generate", "--zone", "keys.example").ends(ExitCode.PASS);
    keys("generate", "--zone", "keys.example", "--role", "zsk", "--algorithm", "13")
        .ends(ExitCode.PASS);
    assertThat(KeySetFile.read(folder.resolve("keys.toml")).keys()).hasSize(3);
    keys("generate", "--zone", "other.example")
        .refuses(ExitCode.USAGE, "keys.toml has the keys of keys.example., not of other.example.");
    assertThat(KeySetFile.read(folder.resolve("keys.toml")).keys()).hasSize(3);
  }

  @Test
  void theDsRecordIsForTheParent() throws IOException {
    ScratchHsm.tokens().config(folder, List.of("site-a"));
    keys("generate", "--zone", "keys.example").ends(ExitCode.PASS);
    String ds = keys("ds").ends(ExitCode.PASS).out();
    assertThat(ds).matches("keys\\.example\\.\\s[^\n]*\\sDS\\s[0-9]+ 13 2 [0-9A-Fa-f]{64}\n");
    Path file = folder.resolve("dsset-keys.example.");
    assertThat(keys("ds", "--output", file.toString()).ends(ExitCode.PASS).out()).isEmpty();
    assertThat(file).hasContent(ds);
    assertThat(keys("ds", "--output", folder + "/none/x").ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: " + folder + "/none/x cannot be written: ");
  }

  @Test
  void initDoesNotOverwrite() throws IOException {
    Path hsm = Files.writeString(folder.resolve("hsm.toml"), "mine");
    for (String[] option : new String[][] {{"--softhsm", "a"}, {"--vendor", "softhsm2"}}) {
      keys("init", option)
          .refuses(ExitCode.CONFIGURATION, hsm + " is there already and is not overwritten");
    }
    assertThat(hsm).hasContent("mine");
    assertThat(folder.resolve("tokens")).doesNotExist();
  }

  @Test
  void initWritesTheExampleOfEveryFamily() throws IOException {
    for (String vendor : ExampleConfigs.names()) {
      Path hsm = folder.resolve(vendor + ".toml");
      Cli.run("keys", "init", "--vendor", vendor, "--hsm", hsm.toString()).ends(ExitCode.PASS);
      assertThat(hsm).content().contains("version = 1", "[[token]]", "#");
    }
  }

  @Test
  void withoutConfigurationOrKeySetNothingIsDone() throws IOException {
    for (String command : new String[] {"list", "prove", "ds"}) {
      keys(command).ends(ExitCode.CONFIGURATION);
    }
    ScratchHsm.tokens().config(folder, List.of("site-a"));
    for (String command : new String[] {"prove", "ds"}) {
      keys(command)
          .refuses(
              ExitCode.CONFIGURATION,
              folder.resolve("keys.toml") + ": no key set there; zonegate keys generate makes one");
    }
    Files.writeString(folder.resolve("hsm.toml"), "version = 1\nkeys = \"k\"\nfrob = 1\n");
    assertThat(keys("list").ends(ExitCode.CONFIGURATION).err()).contains("hsm.toml:3:1: ");
  }
}
