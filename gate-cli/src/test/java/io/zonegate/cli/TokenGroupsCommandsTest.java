package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two token groups, each with keys of its own, as commands see them. */
class TokenGroupsCommandsTest {
  private static final String ORIGIN = GoodZone.ORIGIN.toString();

  @TempDir Path folder;
  private Path hsm;

  /** The group north at two sites, the group south at one of them. */
  @BeforeEach
  void twoGroups() throws IOException {
    hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES);
    String text = Files.readString(hsm);
    text =
        text.replace("label = \"site-a\"", "label = \"site-a\"\ngroup = \"north\"\nsite = \"x\"");
    text =
        text.replace("label = \"site-b\"", "label = \"site-b\"\ngroup = \"north\"\nsite = \"y\"");
    text =
        text.replace("label = \"site-c\"", "label = \"site-c\"\ngroup = \"south\"\nsite = \"y\"");
    Files.writeString(hsm, text);
  }

  private Cli.Answer keys(String command, String... more) {
    String[] words = {"keys", command, "--hsm", hsm.toString()};
    return Cli.run(Cli.words(words, more));
  }

  private List<ZoneKey> keySet() {
    return KeySetFile.read(folder.resolve("keys.toml")).keys();
  }

  @Test
  void oneKeyOfEachRoleIsMadeForEachGroup() throws IOException {
    String made = keys("generate", "--zone", ORIGIN).ends(ExitCode.PASS).out();
    assertThat(keySet())
        .extracting(key -> key.role() + " " + key.group())
        .containsExactly("KSK north", "KSK south", "ZSK north", "ZSK south");
    assertThat(made)
        .contains(" on 2 tokens of group north (site-a at x, site-b at y), proved on each\n")
        .contains(" on 1 token of group south (site-c at y), proved on each\n");
    assertThat(Files.readAllLines(folder.resolve("keys.register")))
        .filteredOn(line -> line.contains(" created "))
        .extracting(line -> line.replaceAll(".* tokens=(\\S+) .*", "$1"))
        .containsExactly("site-a,site-b", "site-c", "site-a,site-b", "site-c");
    String listed = keys("list").ends(ExitCode.PASS).out();
    assertThat(listed).contains("token site-a at x, group north: ");
    ZoneKey south = keySet().get(3);
    assertThat(listed.lines().filter(l -> l.contains("id " + south.id().hex()))).hasSize(2);
    assertThat(keys("prove").ends(ExitCode.PASS).out()).contains("PASS");

    keys("generate", "--zone", ORIGIN, "--role", "ZSK", "--group", "south").ends(ExitCode.PASS);
    assertThat(keySet()).hasSize(5);
    assertThat(keySet().get(4).group()).isEqualTo("south");
    keys("generate", "--zone", ORIGIN, "--group", "east")
        .refuses(
            ExitCode.USAGE,
            "--group: no token of group 'east' holds keys of the role KSK; groups of the role: north,"
                + " south");
  }

  @Test
  void bothGroupsSignEveryRrset() throws IOException {
    Path unsigned = GoodZone.in(folder).unsigned();
    Path signed = folder.resolve("out.zone");
    keys("generate", "--zone", ORIGIN).ends(ExitCode.PASS);
    String done =
        Cli.run("sign", "--hsm", hsm.toString(), "--output", signed.toString(), unsigned.toString())
            .ends(ExitCode.PASS)
            .out();
    assertThat(done).contains("token site-a at x", "token site-c at y");
    keys("ds", "--output", folder.resolve("dsset").toString()).ends(ExitCode.PASS);
    String policy =
        "version = 1\n[parent]\nds = \"dsset\"\n[signatures]\nsigning-keys-per-rrset = 2\n";
    Path file = Files.writeString(folder.resolve("policy.toml"), policy);
    Cli.run("verify", "--policy", file.toString(), signed.toString()).ends(ExitCode.PASS);
  }

  @Test
  void aKeyOfAnUnknownGroupBlocksAndTheDoctorSaysWhy() throws IOException {
    keys("generate", "--zone", ORIGIN).ends(ExitCode.PASS);
    Path file = folder.resolve("keys.toml");
    Files.writeString(
        file, Files.readString(file).replace("group = \"south\"", "group = \"sooth\""));
    assertThat(keys("prove").ends(ExitCode.BLOCK).out())
        .contains("No token of hsm.toml is of group \"sooth\" and holds keys of the role ZSK");
    assertThat(keys("doctor").ends(ExitCode.UNDECIDED).out())
        .contains(keySet().get(3) + ": is of group \"sooth\", and no token of its role is\n")
        .contains(
            "NOTE  site of the tokens with KSK of group south, ZSK of group south: all of them"
                + " (site-c) are at one site, y; other tokens are at x\n")
        .doesNotContain("KSK of group north")
        .contains("2 faults in ");
    assertThat(keys("doctor", "-q").ends(ExitCode.UNDECIDED).out()).doesNotContain("NOTE");
  }
}
