package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindRawReaderTest {
  private static final String HEADER = "00000002 00000001 00000000 00000000 00000000 00000000";
  private static final String NAME = "0009 07 4578616d706c65 00";

  private static byte[] raw(String... parts) {
    return ZoneText.hex(String.join("", parts));
  }

  private static final String SOUND =
      "00000039 0001 0006 0000 00000e10 00000001 "
          + NAME
          + " 001a 016100 016200 00000001 00000002 00000003 00000004 00000005";

  private static final String ADDRESS =
      "00000023 0001 0001 0000 0000003c 00000001 " + NAME + " 0004 c0000201";

  @Test
  void versionsZeroAndOneAreRead() throws ZoneReadException {
    for (String header : new String[] {HEADER, "00000002 00000000 00000000"}) {
      Zone zone = ZoneText.read(raw(header, SOUND, ADDRESS));
      assertThat(ZoneText.records(zone))
          .containsExactly(
              "example. 3600 6 0161000162000000000100000002000000030000000400000005",
              "example. 60 1 c0000201");
      assertThat(zone.position(zone.firstRecord(zone.findRrset(0, 1)))).isEqualTo("test.zone:2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raw format 2 version 2             | 00000002 00000002 00000000",
        "ends within RRset number 0         | 00000002 00000001 00000000",
        "no record in it                    | 00000002 00000000 00000000",
        "ends within RRset number 1         | 00000002 00000000 00000000 000000",
        "RRset number 1: class 3            | 00000002 00000000 00000000 00000037 0003 0006 0000 00000e10 00000001 0001 00",
        "RRset number 1: class 1, TTL 21474 | 00000002 00000000 00000000 00000037 0001 0006 0000 80000000 00000001 0001 00",
        "RRset number 1: class 1, TTL 0, ow | 00000002 00000000 00000000 00000037 0001 0006 0000 00000000 00000000 0001 00",
        "RRset number 1: class 1, TTL 0, ow | 00000002 00000000 00000000 00000037 0001 0006 0000 00000000 ffffffff 0001 00",
        "RRset number 1: class 1, TTL 0, ow | 00000002 00000000 00000000 00000037 0001 0006 0000 00000000 00000001 0100 00",
        "RRset number 1: class 1, TTL 0, ow | 00000002 00000000 00000000 00000037 0001 0006 0000 00000000 00000001 0000 00",
        "RRset number 1: RDATA of PTR       | 00000002 00000000 00000000 00000037 0001 0006 0000 00000000 00000001 0002 0161",
        "RRset number 1: RDATA of A: ends 1 | 00000002 00000000 00000000 0000001c 0001 0001 0000 00000000 00000001 0001 00 0003 010203",
        "RRset number 1: is 27 octets long  | 00000002 00000000 00000000 0000001c 0001 0001 0000 00000000 00000001 0001 00 0004 01020304",
        "covers type 1; its record covers t | 00000002 00000000 00000000 00000030 0001 002e 0001 00000000 00000001 0001 00 0014 0006 08 00 00000000 00000000 00000000 0000 00 00",
        "covers type 0; its record covers t | 00000002 00000000 00000000 00000030 0001 002e 0000 00000000 00000001 0001 00 0014 0006 08 00 00000000 00000000 00000000 0000 00 00",
        "covers type 6; its record covers t | 00000002 00000000 00000000 0000001c 0001 0001 0006 00000000 00000001 0001 00 0004 01020304",
        "RRset number 1: TYPE41 (41) is a ty | 00000002 00000000 00000000 00000018 0001 0029 0000 00000000 00000001 0001 00 0000",
      })
  void brokenRawZoneIsRefused(String message, String octets) {
    assertThatThrownBy(() -> ZoneText.read(raw(octets)))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessageContaining(message.strip())
        .hasMessageStartingWith("test.zone: ");
  }

  @Test
  void truncationWithinAnRrsetIsSeenAtEveryOctet() {
    byte[] whole = raw(HEADER, SOUND, ADDRESS);
    int soaEnd = 24 + 0x39;
    for (int length = 4; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (length != soaEnd) {
        assertThatThrownBy(() -> ZoneText.read(cut))
            .as("%d octets", length)
            .isExactlyInstanceOf(ZoneReadException.class);
      }
    }
  }

  @Test
  void changedOctetsAreReadOrRefused(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("z"), new RandomText(new Random(11)).zone(60));
    Peer.run(
        folder,
        "named-compilezone",
        "-i",
        "none",
        "-k",
        "ignore",
        "-n",
        "ignore",
        "-F",
        "raw",
        "-o",
        "z.raw",
        "example.",
        "z");
    byte[] good = Files.readAllBytes(folder.resolve("z.raw"));
    assertThat(ZoneText.read(good).records()).isGreaterThan(40);
    Random random = new Random(12);
    for (int i = 0; i < 3000; i++) {
      byte[] changed = ReaderFuzzTest.changed(good, random);
      Arrays.fill(changed, 0, Math.min(3, changed.length), (byte) 0);
      BadInputTest.readOrRefuse(changed);
    }
  }
}
