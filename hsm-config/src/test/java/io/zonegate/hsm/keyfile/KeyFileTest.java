package io.zonegate.hsm.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.file.FileMode;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.token.SoftwareKeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Name;

/** Held against the files of openssl and of BIND's dnssec-keygen. */
class KeyFileTest {
  @TempDir Path folder;

  private String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(false)
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("stderr"))).isZero();
    return out.strip();
  }

  @ParameterizedTest
  @EnumSource(DnssecAlgorithm.class)
  void whatIsWrittenOpensslReadsAndSoDoWe(DnssecAlgorithm algorithm) throws Exception {
    Path file = folder.resolve("key.pem");
    try (SoftwareKeyPair pair = SoftwareKeyPair.generate(algorithm, 2048, new SecureRandom())) {
      PemFile.writeNew(file, algorithm, pair);
      assertThat(FileMode.of(file)).isEqualTo(0600);
      assertThatThrownBy(() -> PemFile.writeNew(file, algorithm, pair))
          .isInstanceOf(FileAlreadyExistsException.class);
      run("openssl", "pkey", "-in", "key.pem", "-check", "-noout");
      // openssl's own form of the same key reads as the same key.
      run("openssl", "pkey", "-in", "key.pem", "-out", "again.pem");
      for (String name : new String[] {"key.pem", "again.pem"}) {
        KeyFile read = KeyFile.read(folder.resolve(name), Optional.of(algorithm));
        assertThat(read.pair().publicKeyField()).isEqualTo(pair.publicKeyField());
        assertThat(read.algorithm()).isEqualTo(algorithm);
        assertThat(read.role()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DnssecAlgorithm.class)
  void keysOfBindAreRead(DnssecAlgorithm algorithm) throws Exception {
    String number = Integer.toString(algorithm.number());
    String base = run("dnssec-keygen", "-a", number, "-b", "2048", "-f", "KSK", "example.com");
    KeyFile read = KeyFile.read(folder.resolve(base + ".private"), Optional.empty());
    assertThat(read.algorithm()).isEqualTo(algorithm);
    assertThat(read.role()).contains(KeyRole.KSK);
    assertThat(read.zone()).contains(Name.fromString("example.com."));
    assertThatThrownBy(
            () ->
                KeyFile.read(
                    folder.resolve(base + ".private"),
                    Optional.of(
                        algorithm == DnssecAlgorithm.ED448
                            ? DnssecAlgorithm.ED25519
                            : DnssecAlgorithm.ED448)))
        .isInstanceOf(KeyFile.FormException.class)
        .hasMessageContaining("its key is of algorithm " + algorithm + ", not ED");
  }

  private void refused(String name, String content, String part) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    assertThatThrownBy(() -> KeyFile.read(file, Optional.empty()))
        .isInstanceOf(KeyFile.FormException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(part);
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    refused("a.pem", "key", "it is not PEM; a PRIVATE KEY is needed, PKCS#8 without encryption");
    refused(
        "a.pem",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
        "it has a EC PRIVATE KEY; a PRIVATE KEY is needed");
    refused("a.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "PKCS#8");
    run("openssl", "genpkey", "-algorithm", "RSA", "-out", "rsa.pem");
    refused("b.pem", Files.readString(folder.resolve("rsa.pem")), "--algorithm 8 or 10");
    run(
        "openssl",
        "genpkey",
        "-algorithm",
        "EC",
        "-pkeyopt",
        "ec_paramgen_curve:secp256k1",
        "-out",
        "k1.pem");
    Path k1 = folder.resolve("k1.pem");
    assertThatThrownBy(() -> KeyFile.read(k1, Optional.of(DnssecAlgorithm.ECDSAP256SHA256)))
        .hasMessageContaining("it is no private key of algorithm ECDSAP256SHA256");
  }

  @Test
  void aPrivateKeyOfBindNeedsItsPublicKey() throws Exception {
    String one = run("dnssec-keygen", "-a", "13", "example.com");
    String other = run("dnssec-keygen", "-a", "13", "example.com");
    Path file = folder.resolve(one + ".private");
    Path key = folder.resolve(one + ".key");
    Files.writeString(key, Files.readString(folder.resolve(other + ".key")));
    assertThatThrownBy(() -> KeyFile.read(file, Optional.empty()))
        .hasMessageContaining("and is not that of " + key);
    Files.writeString(key, "example.com. 60 IN TXT x\n");
    assertThatThrownBy(() -> KeyFile.read(file, Optional.empty()))
        .hasMessage(key + ": it is not one DNSKEY record");
    Files.delete(key);
    assertThatThrownBy(() -> KeyFile.read(file, Optional.empty()))
        .isInstanceOf(NoSuchFileException.class);
    Files.writeString(key, Files.readString(folder.resolve(other + ".key")));
    Files.writeString(file, "Private-key-format: v1.3\n");
    assertThatThrownBy(() -> KeyFile.read(file, Optional.empty()))
        .hasMessage(file + ": it has no line \"Algorithm:\"");
  }
}
