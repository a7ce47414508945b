package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

class NameKeyTest {
  private static final int[] OCTETS = {0, 1, 2, '*', '-', '.', '0', 'A', 'Z', '[', 'a', 'z', 255};

  /** A name of few different labels, so that many are prefixes of others. */
  private static byte[] name(Random random) {
    byte[] wire = new byte[255];
    int at = 0;
    int labels = random.nextInt(6);
    for (int i = 0; i < labels; i++) {
      int length = random.nextInt(10) == 0 ? 30 + random.nextInt(12) : 1 + random.nextInt(3);
      wire[at++] = (byte) length;
      for (int k = 0; k < length; k++) {
        wire[at++] = (byte) OCTETS[random.nextInt(OCTETS.length)];
      }
    }
    return Arrays.copyOf(wire, at + 1);
  }

  private static byte[] key(byte[] wire) {
    byte[] key = new byte[NameKey.MAX_BYTES];
    return Arrays.copyOf(key, NameKey.fromWire(wire, 0, key));
  }

  @Test
  void orderOfKeysIsTheCanonicalOrderOfNames() throws Exception {
    Random random = new Random(20261124);
    for (int i = 0; i < 50_000; i++) {
      byte[] left = name(random);
      byte[] right = random.nextInt(4) == 0 ? changed(left, random) : name(random);

      int expected = Integer.signum(new Name(left).compareTo(new Name(right)));
      assertThat(Integer.signum(Arrays.compareUnsigned(key(left), key(right))))
          .as("%s and %s", new Name(left), new Name(right))
          .isEqualTo(expected);
    }
  }

  /** The same name but for one octet of it. */
  private static byte[] changed(byte[] wire, Random random) {
    byte[] other = wire.clone();
    if (wire.length > 1) {
      int label = 0;
      while (random.nextBoolean() && other[label + other[label] + 1] != 0) {
        label += other[label] + 1;
      }
      other[label + 1 + random.nextInt(other[label])] =
          (byte) OCTETS[random.nextInt(OCTETS.length)];
    }
    return other;
  }

  @Test
  void orderIsThatOfTheExampleOfRfc4034() {
    List<String> names =
        List.of(
            "example.",
            "a.example.",
            "yljkjljk.a.example.",
            "Z.a.example.",
            "zABC.a.EXAMPLE.",
            "z.example.",
            "\\001.z.example.",
            "*.z.example.",
            "\\200.z.example.");
    List<byte[]> keys = new ArrayList<>();
    names.forEach(n -> keys.add(key(NameText.wire(n))));

    for (int i = 1; i < keys.size(); i++) {
      assertThat(Arrays.compareUnsigned(keys.get(i - 1), keys.get(i)))
          .as("%s before %s", names.get(i - 1), names.get(i))
          .isNegative();
    }
  }

  @Test
  void wireFormComesBackInLowerCase() throws Exception {
    Random random = new Random(3);
    byte[] wire = new byte[300];
    for (int i = 0; i < 20_000; i++) {
      byte[] name = name(random);
      byte[] key = key(name);
      int length = NameKey.toWire(key, 0, key.length, wire, 7);

      assertThat(Arrays.copyOfRange(wire, 7, 7 + length))
          .isEqualTo(new Name(name).toWireCanonical());
      assertThat(NameKey.wireLength(name, 0)).isEqualTo(name.length);
      assertThat(NameKey.labels(key, 0, key.length)).isEqualTo(new Name(name).labels() - 1);
    }
  }

  @Test
  void keyOfTheLongestNameOfZerosFits() {
    byte[] wire = new byte[255];
    for (int label = 0; label < 3; label++) {
      wire[label * 64] = 63;
    }
    wire[192] = 61;
    byte[] key = key(wire);

    assertThat(key).hasSize(2 * 250 + 4);
    byte[] back = new byte[255];
    assertThat(NameKey.toWire(key, 0, key.length, back, 0)).isEqualTo(255);
    assertThat(back).isEqualTo(wire);
  }

  @Test
  void ancestorIsExactlyTheNameWhoseKeyIsAPrefix() throws Exception {
    Random random = new Random(4);
    int ancestors = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] name = name(random);
      byte[] other = name(random);
      if (random.nextBoolean()) {
        byte[] label = {1, (byte) OCTETS[random.nextInt(OCTETS.length)]};
        other = ZoneText.join(label, name);
      }
      byte[] key = key(name);
      byte[] otherKey = key(other);
      boolean expected = new Name(other).subdomain(new Name(name));
      ancestors += expected ? 1 : 0;

      assertThat(NameKey.isPrefix(key, 0, key.length, otherKey, 0, otherKey.length))
          .isEqualTo(expected);
    }
    assertThat(ancestors).isBetween(10_000, 45_000);
  }

  @Test
  void wildcardIsALeftmostLabelOfOneAsterisk() {
    assertThat(isWildcard("*.example.")).isTrue();
    assertThat(isWildcard("*.")).isTrue();
    assertThat(isWildcard("*.*.")).isTrue();
    assertThat(isWildcard("a.*.example.")).isFalse();
    assertThat(isWildcard("a*.example.")).isFalse();
    assertThat(isWildcard("**.example.")).isFalse();
    assertThat(isWildcard("\\000*.example.")).isFalse();
    assertThat(isWildcard("example.")).isFalse();
    assertThat(isWildcard(".")).isFalse();
  }

  private static boolean isWildcard(String name) {
    byte[] key = key(NameText.wire(name));
    return NameKey.isWildcard(key, 0, key.length);
  }
}
