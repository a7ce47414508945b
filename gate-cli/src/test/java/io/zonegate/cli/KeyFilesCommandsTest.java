package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.file.FileMode;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys from files to SoftHSM2 tokens and back. */
class KeyFilesCommandsTest {
  private static final String ZONE = "zone.example.";

  @TempDir Path folder;
  private Path hsm;

  @BeforeEach
  void twoTokens() throws IOException {
    hsm = ScratchHsm.tokens().config(folder, List.of("site-a", "site-b"));
  }

  private Cli.Answer keys(String word, String... more) {
    String[] words = {"keys", word, "--hsm", hsm.toString()};
    return Cli.run(Cli.words(words, more));
  }

  private List<ZoneKey> keySet() {
    return KeySetFile.read(folder.resolve("keys.toml")).keys();
  }

  private String run(String... command) throws Exception {
    Path out = folder.resolve("stdout");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("stderr"))).isZero();
    return Files.readString(out).strip();
  }

  @Test
  void keysOfBindSignTheZoneOnTokens() throws Exception {
    String ksk = run("dnssec-keygen", "-q", "-a", "13", "-f", "KSK", ZONE) + ".private";
    String zsk = run("dnssec-keygen", "-q", "-a", "13", ZONE) + ".private";
    for (String file : List.of(ksk, zsk)) {
      assertThat(
              keys("import", "--zone", ZONE, folder.resolve(file).toString())
                  .ends(ExitCode.PASS)
                  .out())
          .startsWith("imported ")
          .contains(" on 2 tokens (site-a, site-b), proved on each\n");
    }
    assertThat(keySet()).extracting(k -> k.role().name()).containsExactly("KSK", "ZSK");
    // The tag in the name of BIND's file is the key's.
    assertThat(ksk).contains("+%05d.".formatted(keySet().get(0).keyTag()));
    assertThat(Files.readString(folder.resolve("keys.register"))).contains(" imported zone=");
    assertThat(keys("list").ends(ExitCode.PASS).out())
        .containsPattern("(?m)^  Generated KSK .*; imported 2026");
    Path signed = folder.resolve("out.zone");
    Path unsigned = GoodZone.in(folder).unsigned();
    Cli.run("sign", "--hsm", hsm.toString(), "--output", signed.toString(), unsigned.toString())
        .ends(ExitCode.PASS);
    keys("import", "--zone", ZONE, folder.resolve(ksk).toString())
        .refuses(ExitCode.USAGE, " is in the key set already");
    keys("import", "--zone", "other.example", folder.resolve(ksk).toString())
        .refuses(ExitCode.USAGE, "--zone: the key is for zone.example., not other.example.");
    keys("import", "--zone", ZONE, "--role", "ZSK", folder.resolve(ksk).toString())
        .refuses(ExitCode.USAGE, "--role: the key is a KSK, not a ZSK");
    assertThat(
            keys("export", "--output", folder + "/x.pem", keySet().get(0).id().prefix())
                .ends(ExitCode.UNDECIDED)
                .err())
        .contains("the token does not show this private key")
        .contains("with --extractable");
    assertThat(folder.resolve("x.pem")).doesNotExist();
  }

  /** By number: RSA, P-256 and Ed25519. */
  @ParameterizedTest
  @ValueSource(strings = {"8", "13", "15"})
  void anExportedKeyIsTheKeyAndCanBeImportedElsewhere(String algorithm) throws Exception {
    keys("generate", "--zone", ZONE, "--algorithm", algorithm, "--role", "ZSK", "--extractable")
        .ends(ExitCode.PASS);
    ZoneKey key = keySet().get(0);
    Path pem = folder.resolve("key.pem");
    keys("export", "--output", pem.toString(), Integer.toString(key.keyTag())).ends(ExitCode.PASS);
    assertThat(FileMode.of(pem)).isEqualTo(0600);
    keys("export", "--output", pem.toString(), Integer.toString(key.keyTag()))
        .refuses(ExitCode.UNDECIDED, pem + " is there already and is not overwritten");
    run("openssl", "pkey", "-in", "key.pem", "-check", "-noout");

    Path other = Files.createDirectory(folder.resolve("other"));
    Path otherHsm = ScratchHsm.tokens().config(other, List.of("site-c"));
    String[] words = {
      "keys", "import", "--hsm", otherHsm.toString(), "--zone", ZONE, "--role", "ZSK"
    };
    String[] more =
        algorithm.equals("8")
            ? new String[] {"--algorithm", "8", pem.toString()}
            : new String[] {pem.toString()};
    assertThat(Cli.run(Cli.words(words, more)).ends(ExitCode.PASS).out())
        .contains("imported ZSK " + key.keyTag() + " ", " on 1 token (site-c), proved on each");
    assertThat(KeySetFile.read(other.resolve("keys.toml")).keys().get(0).dnskey())
        .isEqualTo(key.dnskey());
  }

  @Test
  void theTagOfAnotherKeyIsNotImported() throws Exception {
    String one = run("dnssec-keygen", "-q", "-a", "13", ZONE);
    String file = folder.resolve(one + ".private").toString();
    keys("import", "--zone", ZONE, file).ends(ExitCode.PASS);
    // Gone from the key set, the same key may come back; the register knows it as the same.
    Files.delete(folder.resolve("keys.toml"));
    keys("import", "--zone", ZONE, file).ends(ExitCode.PASS);
    assertThat(
            keys("import", "--zone", ZONE, "--role", "ZSK", hsm.toString())
                .ends(ExitCode.UNDECIDED)
                .err())
        .contains(hsm + ": it is not PEM");
    keys("import", "--zone", ZONE, folder + "/none.pem")
        .refuses(ExitCode.UNDECIDED, folder + "/none.pem cannot be read: ");
  }
}
