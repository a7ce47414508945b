package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;

class ForeignKeysTest {
  private static final String KEY =
      "257 3 13 ZPGXGsl/6YKr8pe+4etZo9uIeE/IGH+ACJkE/SBJF7rX3Esosb/TzPQpl3WfILE8miHjl83xFFnfKu6BdusPpg==";

  @TempDir Path folder;

  /** As dnssec-keygen writes it, in the way in which one signer gets the key of another. */
  @Test
  void aRecordWithoutTtlIsTaken() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("Kdemo.+013+19513.key"),
            "; This is a key-signing key, keyid 19513, for demo.\ndemo. IN DNSKEY " + KEY + "\n");
    assertThat(ForeignKeys.read(file, Name.fromConstantString("demo.")))
        .singleElement()
        .satisfies(key -> assertThat(key.keyTag()).isEqualTo(19513));
  }
}
