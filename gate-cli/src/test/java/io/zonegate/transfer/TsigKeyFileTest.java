package io.zonegate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TsigKeyFileTest {
  private static final String SECRET = "c2l4dGVlbiBvY3RldHMgaXQgaXM=";

  @TempDir private Path folder;

  private Path file(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void readsKeysAsBindWritesThem() throws Exception {
    List<TsigKey> keys =
        TsigKeyFile.read(
            file(
                """
                # a comment; key "no" { }
                key "One.Example" {
                	algorithm hmac-sha256;
                	secret "%1$s";
                };
                // another
                key two. { /* the order
                  is free */ secret %1$s; algorithm "HMAC-SHA512"; };
                """
                    .formatted(SECRET)));
    assertThat(keys)
        .extracting(TsigKey::toString)
        .containsExactly("hmac-sha256 key one.example.", "hmac-sha512 key two.")
        .noneMatch(text -> text.contains(SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                     | has no key",
        "key a { algorithm hmac-sha256; };                      | lacks its secret",
        "key a { secret S; };                                   | lacks its algorithm",
        "key a { algorithm hmac-md5; secret S; };               | 'hmac-md5' is none of",
        "key a { algorithm hmac-sha256; secret %%%; };          | not in base64",
        "key a { algorithm hmac-sha256; secret AAAA; };         | has 3 octets, under 16",
        "key a { algorithm hmac-sha256 secret S; };             | ';' is missing, word 6",
        "key a { algorithm hmac-sha256; secret S; secret S; };  | each once",
        "key a..b { algorithm hmac-sha256; secret S; };         | cannot be the name of a key",
        "zone a { };                                            | 'key' is missing, word 1",
        "key a { algorithm hmac-sha256; secret S;               | algorithm or secret is missing",
        "key \"a { };                                           | is not in form",
      })
  void refusesOthersWithoutTheSecret(String text, String reason) throws Exception {
    Path file = file(text.replace("S;", SECRET + ";"));
    assertThatThrownBy(() -> TsigKeyFile.read(file))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void refusesTwoOfANameAndFilesThatOthersMayRead() throws Exception {
    String key = "key a { algorithm hmac-sha256; secret " + SECRET + "; };\n";
    Path file = file(key + key.replace(" a ", " A. "));
    assertThatThrownBy(() -> TsigKeyFile.read(file)).hasMessageContaining("two keys called a.");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> TsigKeyFile.read(file))
        .hasMessageContaining("has mode 0640")
        .hasMessageContaining("chmod 600");
    assertThatThrownBy(() -> TsigKeyFile.read(folder.resolve("none")))
        .hasMessageContaining("is not there");
  }
}
