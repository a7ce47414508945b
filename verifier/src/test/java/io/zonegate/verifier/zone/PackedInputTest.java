package io.zonegate.verifier.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zones packed with gzip and zstd, and the digest that binds a verdict to octets. */
class PackedInputTest {
  @TempDir private Path folder;

  enum Packer {
    NONE,
    GZIP,
    ZSTD;

    byte[] pack(byte[] octets) throws IOException {
      return switch (this) {
        case NONE -> octets;
        case GZIP -> Packed.gzip(octets);
        case ZSTD -> Packed.zstd(octets);
      };
    }
  }

  /** Of more than one buffer of every stage. */
  private static byte[] largeZone() {
    StringBuilder text = new StringBuilder(ZoneText.HEAD);
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      text.append("h").append(i).append(" A 192.0.2.").append(random.nextInt(256)).append('\n');
      text.append(" TXT \"").append(Long.toHexString(random.nextLong())).append("\"\n");
    }
    return text.toString().getBytes(US_ASCII);
  }

  @ParameterizedTest
  @EnumSource
  void packedZoneIsThePlainOneAndTheDigestIsOfTheFile(Packer packer) throws Exception {
    byte[] text = largeZone();
    byte[] packed = packer.pack(text);
    Path file = Files.write(folder.resolve("zone"), packed);

    Zone zone = ZoneSource.read(file, null);

    assertThat(zone.records()).isEqualTo(40_003);
    assertThat(ZoneText.records(zone)).isEqualTo(ZoneText.records(ZoneText.read(text)));
    assertThat(zone.digest().bytes()).isEqualTo(packed.length);
    assertThat(zone.digest().sha256()).isEqualTo(sha256(packed));
  }

  static String sha256(byte[] octets) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void truncatedPackedZoneIsRefusedWhereverItEnds(Packer packer) throws Exception {
    // The text is cut behind complete lines: only the packing can tell that something is missing.
    byte[] packed = packer.pack(new RandomText(new Random(3)).zone(200).getBytes(US_ASCII));
    for (int length = 5; length < packed.length; length += 1 + length / 50) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> ZoneText.read(cut))
          .as("%d of %d octets", length, packed.length)
          .isExactlyInstanceOf(ZoneReadException.class)
          .hasMessageStartingWith("test.zone: cannot be read: ");
    }
    byte[] cut = Arrays.copyOf(packed, packed.length - 1);
    assertThatThrownBy(() -> ZoneText.read(cut)).isExactlyInstanceOf(ZoneReadException.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void damagedPackedZoneIsReadOrRefused(Packer packer) throws Exception {
    byte[] packed = packer.pack(new RandomText(new Random(4)).zone(100).getBytes(US_ASCII));
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = packed.clone();
      damaged[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
      BadInputTest.readOrRefuse(damaged);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void packedNothingIsNoZone(Packer packer) throws Exception {
    byte[] packed = packer.pack(new byte[0]);
    assertThatThrownBy(() -> ZoneText.read(packed))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessage("test.zone: no record in it");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void bombIsRefusedBeforeItFillsTheMemory(Packer packer) throws Exception {
    // 400 MB of blank lines, which a reader without a guard would take for an empty file.
    byte[] blank = new byte[400 << 20];
    Arrays.fill(blank, (byte) '\n');
    byte[] bomb = packer.pack(blank);
    assertThat(bomb.length).isLessThan(1 << 20);

    assertThatThrownBy(() -> ZoneText.read(bomb))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessageContaining("more than 200 times its size");
  }

  @Test
  void twoGzipMembersAreOneZone() throws Exception {
    byte[] first = Packed.gzip(ZoneText.HEAD.getBytes(US_ASCII));
    byte[] second = Packed.gzip("h A 192.0.2.1\n".getBytes(US_ASCII));
    byte[] both = ZoneText.join(first, second);

    assertThat(ZoneText.owners(ZoneText.read(both))).contains("h.example.");
    // A pipe may have nothing to offer just then: it has not ended for that.
    ByteArrayInputStream source = new ByteArrayInputStream(both);
    FilterInputStream pipe =
        new FilterInputStream(source) {
          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int left = both.length - source.available();
            int most = left < first.length ? first.length - left : length;
            return super.read(bytes, offset, Math.min(length, most));
          }
        };
    assertThat(ZoneText.owners(ZoneSource.read(pipe, "pipe", ZoneText.EXAMPLE)))
        .contains("h.example.");
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void whatFollowsThePackedDataIsRefused(Packer packer) throws Exception {
    // An unpacker that ignores it would judge another content than the next one unpacks. One to
    // three octets behind zstd's frames pass: they cannot be a frame.
    byte[] packed = packer.pack(ZoneText.HEAD.getBytes(US_ASCII));
    for (byte[] rest :
        new byte[][] {
          new byte[packer == Packer.ZSTD ? 4 : 1],
          new byte[30],
          new byte[100_000],
          "h A 192.0.2.1\n".getBytes(US_ASCII)
        }) {
      assertThatThrownBy(() -> ZoneText.read(ZoneText.join(packed, rest)))
          .as("%d octets behind", rest.length)
          .isExactlyInstanceOf(ZoneReadException.class)
          .hasMessageStartingWith("test.zone: ");
    }
  }

  @Test
  void zoneOfTheCommandLineToolsIsRead() throws Exception {
    byte[] text = largeZone();
    Path plain = Files.write(folder.resolve("z"), text);
    Peer.run(folder, "gzip", "-9k", "z");

    assertThat(ZoneText.records(ZoneSource.read(folder.resolve("z.gz"), null)))
        .isEqualTo(ZoneText.records(ZoneSource.read(plain, null)));
  }
}
