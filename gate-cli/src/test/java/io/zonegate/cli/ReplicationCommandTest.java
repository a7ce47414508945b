package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.key.KeySetFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's command copies a key that was made inside one token. */
class ReplicationCommandTest {
  private static final String ZONE = "copied.example";

  @TempDir Path folder;
  private Path hsm;
  private Path command;

  @BeforeEach
  void twoTokensOfOneWorld() throws IOException {
    hsm = ScratchHsm.tokens().config(folder, ScratchHsm.WORLD);
    command = folder.resolve("copy key");
    Files.writeString(
        hsm,
        Files.readString(hsm) + "[replication]\ntimeout = 30\ncommand = [\"" + command + "\"]\n");
  }

  private void script(String body) throws IOException {
    Files.writeString(command, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
  }

  private Cli.Answer keys(String word, String... more) {
    String[] words = {"keys", word, "--hsm", hsm.toString()};
    return Cli.run(Cli.words(words, more));
  }

  private Cli.Answer generate() {
    return keys("generate", "--zone", ZONE, "--role", "ZSK");
  }

  private long objects() {
    return keys("list").ends(ExitCode.PASS).out().lines().filter(l -> l.contains(" id ")).count();
  }

  @Test
  void aKeyIsMadeOnceAndCopiedByTheCommand() throws IOException {
    Path from = ScratchHsm.tokens().folderOf(ScratchHsm.WORLD.get(0));
    Path to = ScratchHsm.tokens().folderOf(ScratchHsm.WORLD.get(1));
    script(
        "echo \"$ZONEGATE_SOURCE_TOKEN to $ZONEGATE_TARGET_TOKEN\"\n"
            + "for f in "
            + from
            + "/*-*.object; do cp $f "
            + to
            + "/ || exit 1; done\n"
            + "cp "
            + from
            + "/generation "
            + to
            + "/generation\n");
    String out = generate().ends(ExitCode.PASS).out();
    String id = KeySetFile.read(folder.resolve("keys.toml")).keys().get(0).id().hex();
    assertThat(out)
        .startsWith(
            command
                + ": world-1 to world-2\ncopied CKA_ID "
                + id
                + " from world-1 to world-2\nmade ZSK ")
        .contains(" on 2 tokens (world-1, world-2), proved on each\n");
    assertThat(keys("list").ends(ExitCode.PASS).out().lines())
        .filteredOn(l -> l.contains("private ") && l.contains(id))
        .hasSize(2)
        .allMatch(l -> l.endsWith(" sensitive not extractable"));
    keys("prove").ends(ExitCode.PASS);
  }

  @Test
  void aCommandThatFailsOrDoesNothingLeavesNoKey() throws IOException {
    long before = objects();
    script("echo no card >&2; exit 5\n");
    Cli.Answer failed = generate().ends(ExitCode.UNDECIDED);
    assertThat(failed.out()).isEqualTo(command + ": no card\n");
    assertThat(failed.err())
        .contains("Token world-2, replication command " + command + ": ended with exit code 5");
    script("exit 0\n");
    assertThat(generate().ends(ExitCode.UNDECIDED).err())
        .contains("Token world-2, new keys: the proof after placing them did not pass");
    Files.delete(command);
    assertThat(generate().ends(ExitCode.UNDECIDED).err())
        .contains("is not there, or not executable");
    assertThat(objects()).isEqualTo(before);
    assertThat(folder.resolve("keys.toml")).doesNotExist();
  }
}
