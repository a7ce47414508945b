package io.zonegate.verifier.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.utils.base32;

class Nsec3HasherTest {
  private static byte[] hash(Nsec3Hasher hasher, byte[] wire) {
    byte[] key = new byte[NameKey.MAX_BYTES];
    return hasher.hash(key, 0, NameKey.fromWire(wire, 0, key)).clone();
  }

  /** RFC 5155 appendix A. */
  @ParameterizedTest
  @CsvSource({
    "example., 0p9mhaveqvm6t7vbl5lop2u3t2rp3tom",
    "a.example., 35mthgpgcu1qg68fab165klnsnk3dpvl",
    "ai.example., gjeqe526plbf1g8mklp59enfd789njgi",
    "ns1.example., 2t7b4g4vsa5smi47k61mv5bv1a22bojr",
    "ns2.example., q04jkcevqvmu85r014c7dkba38o0ji5r",
    "w.example., k8udemvp1j2f7eg6jebps17vp3n8i58h",
    "*.w.example., r53bq7cc2uvmubfu5ocmm6pers9tk9en",
    "x.w.example., b4um86eghhds6nea196smvmlo4ors995",
    "y.w.example., ji6neoaepv8b5o6k4ev33abha8ht9fgc",
    "x.y.w.example., 2vptu5timamqttgl4luu9kg21e0aor3s",
    "xx.example., t644ebqk9bibcna874givr6joj62mlhv",
    "2t7b4g4vsa5smi47k61mv5bv1a22bojr.example., kohar7mbb8dc2ce8a9qvl8hon4k53uhi",
    "NS1.Example., 2t7b4g4vsa5smi47k61mv5bv1a22bojr",
  })
  void hashIsThatOfRfc5155AppendixA(String name, String expected) {
    Nsec3Hasher hasher = new Nsec3Hasher(new Nsec3Parameters(1, 12, "aabbccdd"));
    base32 base32hex = new base32(base32.Alphabet.BASE32HEX, false, true);

    assertThat(base32hex.toString(hash(hasher, NameText.wire(name)))).isEqualTo(expected);
  }

  @Test
  void hashIsThatOfDnsjavaForAnyNameSaltAndIterations() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] salt = new byte[random.nextInt(20)];
      random.nextBytes(salt);
      int iterations = random.nextInt(4) * random.nextInt(30);
      byte[] label = new byte[1 + random.nextInt(63)];
      random.nextBytes(label);
      byte[] wire = new byte[label.length + 6];
      wire[0] = (byte) label.length;
      System.arraycopy(label, 0, wire, 1, label.length);
      wire[label.length + 1] = 3;
      wire[label.length + 2] = 'n';
      wire[label.length + 3] = 'L';
      wire[label.length + 4] = 1;
      String hex = HexFormat.of().formatHex(salt);

      assertThat(hash(new Nsec3Hasher(new Nsec3Parameters(1, iterations, hex)), wire))
          .isEqualTo(record(iterations, salt).hashName(new Name(wire)));
    }
  }

  private static NSEC3Record record(int iterations, byte[] salt) {
    return new NSEC3Record(
        Name.root, DClass.IN, 1, 1, 0, iterations, salt, new byte[20], new int[] {1});
  }

  @Test
  void oneHasherServesManyNames() {
    Nsec3Hasher hasher = new Nsec3Hasher(new Nsec3Parameters(1, 0, ""));
    byte[] first = hash(hasher, NameText.wire("a.example."));
    byte[] other = hash(hasher, NameText.wire("b.example."));

    assertThat(other).isNotEqualTo(first);
    assertThat(hash(hasher, NameText.wire("a.example."))).isEqualTo(first);
  }
}
