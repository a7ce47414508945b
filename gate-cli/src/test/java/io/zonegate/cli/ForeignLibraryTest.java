package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.key.KeySetFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New keys on a token whose library is not SoftHSM's, by its own word, and on one that resists. */
class ForeignLibraryTest {
  private static final String ZONE = "foreign.example";
  private static final String OTHER = "C_GetInfo other";

  @TempDir Path folder;
  private ScratchHsm tokens;
  private Shim shim;
  private Path hsm;

  @BeforeEach
  void oneTokenBehindTheShim() throws IOException {
    tokens = ScratchHsm.tokens();
    shim = Shim.build(folder, tokens.library());
    config("site-a", "site-b");
  }

  private void config(String... labels) throws IOException {
    hsm =
        tokens.config(
            folder,
            List.of(labels),
            label -> label.equals("site-a") ? shim.library() : tokens.library(),
            tokens::pinFile);
  }

  private Cli.Answer keys(String word, String... more) {
    String[] words = {"keys", word, "--hsm", hsm.toString()};
    return Cli.run(Cli.words(words, more));
  }

  private Cli.Answer generate(String... more) {
    String[] words = {"--zone", ZONE, "--role", "ZSK"};
    return keys("generate", Cli.words(words, more));
  }

  @Test
  void withoutReplicationNothingIsMadeAndTheWaysAreNamed() throws IOException {
    shim.orders(OTHER);
    assertThat(generate().ends(ExitCode.UNDECIDED).err())
        .contains("Token site-a: hsm.toml does not say how a key gets from one token of \"Another")
        .contains("wrap-key or command in [replication]");
    assertThat(folder.resolve("keys.toml")).doesNotExist();
  }

  @Test
  void privateKeysInFilesAreForSoftHsmAlone() throws IOException {
    config("site-a");
    generate("--extractable").ends(ExitCode.PASS);
    String key = KeySetFile.read(folder.resolve("keys.toml")).keys().get(0).id().prefix();
    Path pem = folder.resolve("key.pem");
    shim.orders(OTHER);
    String refusal =
        "Token site-a: private keys are read and written for test set-ups with SoftHSM2 only; this"
            + " library is of \"Another";
    assertThat(keys("export", "--output", pem.toString(), key).ends(ExitCode.UNDECIDED).err())
        .contains(refusal);
    assertThat(pem).doesNotExist();
    assertThat(generate("--extractable").ends(ExitCode.UNDECIDED).err()).contains(refusal);
    shim.orders();
    keys("export", "--output", pem.toString(), key).ends(ExitCode.PASS);
    shim.orders(OTHER);
    Files.delete(folder.resolve("keys.toml"));
    assertThat(
            keys("import", "--zone", ZONE, "--role", "ZSK", pem.toString())
                .ends(ExitCode.UNDECIDED)
                .err())
        .contains(refusal);
    assertThat(folder.resolve("keys.toml")).doesNotExist();
  }

  /** CKR_ATTRIBUTE_READ_ONLY. */
  @Test
  void aTokenThatKeepsItsCopyExtractableIsNamed() throws Exception {
    Path aes = folder.resolve("aes");
    byte[] octets = new byte[32];
    new SecureRandom().nextBytes(octets);
    Files.write(aes, octets);
    for (String site : List.of("site-a", "site-b")) {
      wrapKey(site, aes);
    }
    Files.writeString(hsm, Files.readString(hsm) + "[replication]\nwrap-key = \"foreign-wrap\"\n");
    shim.orders(OTHER, "C_SetAttributeValue fail 0x10");
    String out = generate().ends(ExitCode.PASS).out();
    String id = KeySetFile.read(folder.resolve("keys.toml")).keys().get(0).id().hex();
    assertThat(out)
        .startsWith(
            "NOTE: the key CKA_ID "
                + id
                + " stays extractable on token site-a, which does not let that be changed"
                + " (C_SetAttributeValue was refused, CKR_ATTRIBUTE_READ_ONLY)")
        .contains(" on 2 tokens (site-a, site-b), proved on each");
    assertThat(keys("list").ends(ExitCode.PASS).out().lines())
        .filteredOn(line -> line.contains("private ") && line.contains(id))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" sensitive EXTRACTABLE"),
            line -> assertThat(line).endsWith(" sensitive not extractable"));
  }

  private void wrapKey(String site, Path aes) throws Exception {
    ProcessBuilder tool =
        new ProcessBuilder(
            "pkcs11-tool",
            "--module",
            tokens.library().toString(),
            "--token-label",
            site,
            "--login",
            "--pin",
            "env:ZONEGATE_TEST_PIN",
            "--write-object",
            aes.toString(),
            "--type",
            "secrkey",
            "--key-type",
            "AES:32",
            "--usage-wrap",
            "--label",
            "foreign-wrap");
    tool.environment().put("ZONEGATE_TEST_PIN", Files.readString(tokens.pinFile(site)).strip());
    Process process = tool.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** CKR_DEVICE_ERROR in the proof, then CKR_ACTION_PROHIBITED when the new key is to go again. */
  @Test
  void whatCannotBeRemovedAgainIsNamed() throws IOException {
    shim.orders("C_Sign fail 0x30", "C_DestroyObject fail 0x1b");
    assertThat(generate().ends(ExitCode.UNDECIDED).err())
        .contains("Token site-a, new keys: the proof after placing them did not pass")
        .containsPattern(
            "Not removed: what is under CKA_ID [0-9a-f]{32} on token site-a \\(C_DestroyObject was"
                + " refused, CKR_[A-Z_]+\\); remove it with the token's own tool\\.")
        .doesNotContain("on token site-b (");
    assertThat(folder.resolve("keys.toml")).doesNotExist();
  }
}
