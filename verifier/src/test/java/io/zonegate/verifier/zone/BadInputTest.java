package io.zonegate.verifier.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gives one clear message with file, line and reason, and no other exception. */
class BadInputTest {
  @TempDir private Path folder;

  private static void refused(byte[] octets, String message) {
    assertThatThrownBy(() -> ZoneText.read(octets))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("test.zone");
  }

  private static void refused(String text, String message) {
    refused(text.getBytes(US_ASCII), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "; nothing\n;\n", "   \n\t\n", "$ORIGIN example.\n$TTL 5\n"})
  void fileWithoutARecordIsRefused(String text) {
    refused(text, "test.zone: no record in it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test.zone:6: the RDATA ends too early      | h MX 10",
        "test.zone:6: the record has no type        | h",
        "test.zone:6: the record has no type        | h 3600 IN",
        "test.zone:9: the file ends inside parenthe | h A (\\n\\n\\n",
        "test.zone:6: the file ends inside a quoted | h TXT \"abc",
        "test.zone:6: 'abc' is not an RR type       | h 5 abc",
        "test.zone:6: '5' is not an RR type         | h 5 5 A 192.0.2.1",
        "test.zone:6: 'IN' is not an RR type        | h IN IN A 192.0.2.1",
        "test.zone:6: class CH:                     | h CH A 192.0.2.1",
        "test.zone:6: class hs:                     | h hs A 192.0.2.1",
        "test.zone:6: class CLASS3:                 | h CLASS3 TXT x",
        "test.zone:6: class class255:               | h class255 TXT x",
        "test.zone:6: '192.0.2' is not an IPv4      | h A 192.0.2",
        "test.zone:6: '192.0.2.256' is not an IPv4  | h A 192.0.2.256",
        "test.zone:6: '192.0.2.1.1' is not an IPv4  | h A 192.0.2.1.1",
        "test.zone:6: '192.0..1' is not an IPv4     | h A 192.0..1",
        "test.zone:6: '192.0.2.01' is not an IPv4   | h A 192.0.2.01",
        "test.zone:6: '1::2::3' is not an IPv6      | h AAAA 1::2::3",
        "test.zone:6: '1:2' is not an IPv6          | h AAAA 1:2",
        "test.zone:6: 'fe80::1%eth0' is not an IPv6 | h AAAA fe80::1%eth0",
        "test.zone:6: unexpected 'x' after the RDAT | h A 192.0.2.1 x",
        "test.zone:6: '65536' is not a number       | h MX 65536 m",
        "test.zone:6: '-1' is not a number          | h MX -1 m",
        "test.zone:6: the base64 data is truncated  | h DNSKEY 256 3 8 AwEAA",
        "test.zone:6: 'Aw*AAQ==' is not base64      | h DNSKEY 256 3 8 Aw*AAQ==",
        "test.zone:6: 'AwEAAQ==AA' is not base64    | h DNSKEY 256 3 8 AwEAAQ==AA",
        "test.zone:6: the base64 data is truncated  | h DNSKEY 256 3 8 AwEAAR==",
        "test.zone:6: the base64 data is truncated  | h DNSKEY 256 3 8 AwEAAQ=",
        "test.zone:6: 'SHA3' is not a known algorit | h DNSKEY 256 3 SHA3 AwEAAQ==",
        "test.zone:6: 'xyz' is not hexadecimal      | h DS 1 8 2 xyz",
        "test.zone:6: the hexadecimal data has an o | h DS 1 8 2 abc",
        "test.zone:6: 'abc' is not an even number   | h NSEC3PARAM 1 0 0 abc",
        "test.zone:6: 'zz' is not hexadecimal       | h NSEC3PARAM 1 0 0 zz",
        "test.zone:6: 'w0w0w0w0' is not base32hex   | h NSEC3 1 0 0 - w0w0w0w0 A",
        "test.zone:6: '000' is not base32hex        | h NSEC3 1 0 0 - 000 A",
        "test.zone:6: '01' is not base32hex         | h NSEC3 1 0 0 - 01 A",
        "test.zone:6: the RDATA ends too early      | h NSEC3 1 0 0 -",
        "test.zone:6: the RDATA ends too early      | h NSEC3PARAM 1 0 0",
        "test.zone:6: the RDATA ends too early      | h RRSIG A 8 1 3600 20300101000000",
        "test.zone:6: 'NOTYPE' is not an RR type    | h NSEC next A NOTYPE",
        "test.zone:6: 'TYPE65536' is not an RR type | h NSEC next A TYPE65536",
        "test.zone:6: the RDATA ends too early      | h NSEC",
        "test.zone:6: character-string of 256       | h TXT "
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "test.zone:6: RDATA of APL cannot be read   | h APL 1:192.168.32.0/33",
        "test.zone:6: LOC has '91' where a number from 0 to 90 | h LOC 91 N 0 E 0m",
        "test.zone:6: LOC has an angle of over 90 degrees | h LOC 90 0 0.001 N 0 E 0m",
        "test.zone:6: LOC has an angle of over 180 degrees | h LOC 0 N 180 1 E 0m",
        "test.zone:6: LOC has '60' where a number from 0 to 59 | h LOC 1 60 N 0 E 0m",
        "test.zone:6: LOC has '60' where a number from 0.000 to 59.999 | h LOC 1 1 60 N 0 E 0m",
        "test.zone:6: LOC has '1.2345' where a number | h LOC 1 1 1.2345 N 0 E 0m",
        "test.zone:6: LOC has '1.5' where a number from 0 to 59 must be, with at most 0 | h LOC 1 1.5 N 0 E 0m",
        "test.zone:6: LOC has 'E' where N or S must be | h LOC 1 1 1 E 0 N 0m",
        "test.zone:6: LOC has '-100000.01' where a number from -100000.00 | h LOC 1 N 0 E -100000.01",
        "test.zone:6: LOC has '42849672.96' where a number | h LOC 1 N 0 E 42849672.96m",
        "test.zone:6: LOC has '90000000.01' where a number from 0.00 | h LOC 1 N 0 E 1 90000000.01",
        "test.zone:6: LOC has '-1' where a number from 0.00 | h LOC 1 N 0 E 1 -1",
        "test.zone:6: LOC has '.' where a number    | h LOC 1 N 0 E .",
        "test.zone:6: LOC has '999999999' where     | h LOC 1 N 0 E 999999999",
        "test.zone:6: the RDATA ends too early      | h LOC 1 N 0 E",
        "test.zone:6: unexpected '5' after the RDAT | h LOC 1 N 0 E 1 2 3 4 5",
        "test.zone:6: '256' is not a known protocol | h WKS 192.0.2.1 256 1",
        "test.zone:6: 'nosuch' is not a known service; give its port number | h WKS 192.0.2.1 6 nosuch",
        "test.zone:6: '65536' is not a known servic | h WKS 192.0.2.1 6 65536",
        "test.zone:6: the RDATA ends too early      | h WKS 192.0.2.1",
        "test.zone:6: '39..24' is not hexadecimal, with single dots between digits | h ATMA 39..24",
        "test.zone:6: '+1.' is not + and digits     | h ATMA +1.",
        "test.zone:6: the hexadecimal data has an odd | h ATMA 3.92",
        "test.zone:6: RDATA of A6 cannot be read    | h A6 129 ::1",
        "test.zone:6: SvcParam 'port': 'x' is not a number | h SVCB 1 . port=x",
        "test.zone:6: owner h.other. is outside the | h.other. A 192.0.2.1",
        "test.zone:6: owner examplex. is outside th | examplex. A 192.0.2.1",
        "test.zone:6: owner . is outside the zone   | . NS a.",
        "test.zone:9: ')' without '('               | ;\\n\\n\\nh A 192.0.2.1 )",
      })
  void faultyRecordIsRefusedWithFileLineAndReason(String message, String text) {
    refused(ZoneText.HEAD + text.replace("\\n", "\n"), message.strip());
  }

  @Test
  void everyTruncationOfAZoneIsReadOrRefusedWithTheFilesName() throws Exception {
    byte[] whole = new RandomText(new Random(7)).zone(40).getBytes(US_ASCII);
    for (int length = 0; length < whole.length; length++) {
      readOrRefuse(Arrays.copyOf(whole, length));
    }
    refused(Arrays.copyOf(whole, 40), "test.zone:3: ");
  }

  static IntStream seeds() {
    return IntStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void binaryGarbageIsRefused(int seed) {
    Random random = new Random(seed);
    byte[] garbage = new byte[1 + random.nextInt(4000)];
    random.nextBytes(garbage);
    if (seed % 5 == 0) {
      byte[][] magics = {
        {0x1f, (byte) 0x8b, 8},
        {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
        {0, 0, 0, 2},
        {0, 0, 0, 2, 0, 0, 0, 1},
        {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0}
      };
      byte[] magic = magics[seed / 5 % magics.length];
      garbage = ZoneText.join(magic, garbage);
    }
    refused(garbage, "test.zone");
  }

  /** Reads the octets; what is refused is refused in the proper way. */
  static void readOrRefuse(byte[] octets) {
    try {
      Zone zone = ZoneText.read(octets);
      assertThat(zone.records()).isPositive();
    } catch (ZoneReadException e) {
      assertThat(e.getMessage()).startsWith("test.zone").contains(": ");
    }
  }

  @Test
  void lineOf10MegabytesIsRefused() {
    String line = "h TXT " + "x".repeat(10 << 20) + "\n";
    refused(ZoneText.HEAD + line, "test.zone:6: the entry that starts here is longer than 1048576");
    refused(ZoneText.HEAD + "h TXT " + "x ".repeat(5 << 20), "test.zone:6: the entry that starts");
    refused(ZoneText.HEAD + "h (" + "\n".repeat(10 << 20), "test.zone:6: the entry that starts");
    refused("x".repeat(10 << 20), "test.zone:1: the entry that starts");
  }

  @Test
  void recordOfMoreThan65535OctetsIsRefused() {
    refused(
        ZoneText.HEAD + "h TXT " + "x ".repeat(40000), "test.zone:6: RDATA is longer than 65,535");
    refused(ZoneText.HEAD + "h OPENPGPKEY " + "AAAA".repeat(21846), "test.zone:6: RDATA is longer");
    refused(
        ZoneText.HEAD + "h URI 1 1 \"" + "x".repeat(70000) + "\"", "test.zone:6: RDATA is longer");
    refused(ZoneText.HEAD + "h DS 1 8 2 " + "ab".repeat(65532), "test.zone:6: RDATA is longer");
    refused(
        ZoneText.HEAD + "h HIP 2 aa AAAA " + "x. ".repeat(30000), "test.zone:6: RDATA is longer");
    refused(ZoneText.HEAD + "h EID " + "ab".repeat(65536), "test.zone:6: RDATA is longer");
    refused(ZoneText.HEAD + "h ATMA +" + "1".repeat(65536), "test.zone:6: ");
  }

  @Test
  void zoneWithoutSoaIsRefused() throws Exception {
    refused("@ 5 IN NS ns\n", "no SOA record at example.");
    assertThatThrownBy(
            () ->
                ZoneSource.read(
                    new ByteArrayInputStream("a. 5 IN NS ns.\n".getBytes(US_ASCII)), "f", null))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("f: no SOA record in it");
  }

  @Test
  void zoneOfAnotherOriginIsRefused() {
    refused(
        "other. 5 IN SOA a. b. 1 2 3 4 5\n",
        "test.zone:1: owner other. is outside the zone example.");
    refused("sub 5 IN SOA a. b. 1 2 3 4 5\n", "no SOA record at example.");
    refused("@ 5 IN NS a.\nsub 5 IN SOA a. b. 1 2 3 4 5\n", "no SOA record at example.");
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> ZoneSource.read(folder.resolve("none.zone"), null))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessage(folder.resolve("none.zone") + ": no such file");
    assertThatThrownBy(() -> ZoneSource.read(folder.resolve("no/such/folder.zone"), null))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessageEndingWith(": no such file");
  }

  @Test
  void folderIsNoZone() {
    assertThatThrownBy(() -> ZoneSource.read(folder, null))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessage(folder + ": is a directory, not a zone file");
  }

  @Test
  void fileThatThisUserMayNotReadIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("closed.zone"), ZoneText.HEAD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("root may read every file").isFalse();

    assertThatThrownBy(() -> ZoneSource.read(file, null))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessage(file + ": this user may not read it");
  }

  @Test
  void streamThatFailsIsRefused() {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is on fire");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> ZoneSource.read(failing, "f", null))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessage("f: cannot be read: the disk is on fire");
  }
}
