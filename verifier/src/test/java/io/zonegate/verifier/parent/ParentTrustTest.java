package io.zonegate.verifier.parent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with DS records or trust anchors. */
class ParentTrustTest {
  private static final byte[] EXAMPLE = NameText.wire("example.");
  private static final String DIGEST = "00".repeat(32);

  @TempDir private Path folder;

  private ParentTrust.Known read(String text, byte[] zone) throws Exception {
    return ParentTrust.read(Files.writeString(folder.resolve("ds"), text), zone);
  }

  @Test
  void dssetFileOfDnssecSignzoneIsReadAsItIs() throws Exception {
    ParentTrust.Known known =
        read(
            "example.\t\tIN DS 12345 13 2 "
                + DIGEST
                + "\nexample. 3600 IN DS 1 8 2 ( "
                + DIGEST
                + " ) ; x\n",
            EXAMPLE);

    assertThat(known.records()).extracting(Ds::keyTag).containsExactly(12345, 1);
    assertThat(known.source()).endsWith("ds");
  }

  @Test
  void zoneMayBeLeftOut() throws Exception {
    assertThat(
            read("example. DS 1 8 2 " + DIGEST + "\nEXAMPLE. DS 2 8 2 " + DIGEST + "\n", null)
                .records())
        .hasSize(2);
  }

  @Test
  void dnskeyIsTurnedIntoItsDs() throws Exception {
    ParentTrust.Known known = read("@ DNSKEY 257 3 15 " + "A".repeat(43) + "=\n", EXAMPLE);

    assertThat(known.records())
        .singleElement()
        .satisfies(ds -> assertThat(ds.digestType()).isEqualTo(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no DS or DNSKEY record in it       | ;",
        ":1: record of other.               | other. DS 1 8 2 00",
        ":1: A record                       | example. A 192.0.2.1",
        ":1: CDS record                     | example. CDS 0 0 0 00",
        ":1: the RDATA ends too early       | example. DS 1 8",
        ":1: 'xx' is not hexadecimal        | example. DS 1 8 2 xx",
        ":1: $INCLUDE                       | $INCLUDE /etc/passwd",
        ":1: RDATA of DS                    | example. DS \\# 3 000108",
      })
  void whatIsNoDsSetOfTheZoneIsRefused(String message, String text) {
    assertThatThrownBy(() -> read(text + "\n", EXAMPLE))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void missingFileFolderAndHugeFileAreRefused() throws Exception {
    assertThatThrownBy(() -> ParentTrust.read(folder.resolve("none"), EXAMPLE))
        .isInstanceOf(ZoneReadException.class);
    assertThatThrownBy(() -> ParentTrust.read(folder, EXAMPLE))
        .isInstanceOf(ZoneReadException.class);
    assertThatThrownBy(() -> read("; " + "x".repeat(1 << 20), EXAMPLE))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("limit 1048576");
  }

  @Test
  void emptySetCannotBeMade() {
    assertThatThrownBy(() -> new ParentTrust.Known(List.of(), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
