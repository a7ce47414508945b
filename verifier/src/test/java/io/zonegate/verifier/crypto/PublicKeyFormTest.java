package io.zonegate.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyFormTest {
  private static final BigInteger F4 = BigInteger.valueOf(65537);

  /** An odd number of this many bits. */
  private static BigInteger modulus(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
  }

  private static void refused(Algorithm algorithm, byte[] key, String message) {
    assertThatThrownBy(() -> PublicKeyForm.parse(algorithm, key))
        .isInstanceOf(PublicKeyForm.IllegalKeyException.class)
        .hasMessageContaining(message);
  }

  private static void refused(BigInteger exponent, BigInteger modulus, String message) {
    refused(Algorithm.RSASHA256, SigningKey.rsaField(exponent, modulus), message);
  }

  @ParameterizedTest
  @EnumSource
  void keysOfEveryAlgorithmAreTaken(Algorithm algorithm) throws Exception {
    SigningKey key = SigningKey.generate(algorithm);

    PublicKeyForm form = PublicKeyForm.parse(algorithm, key.field());

    assertThat(form.signatureLength()).isEqualTo(key.sign(new byte[1]).length);
    assertThat(form.modulusBits()).isEqualTo(algorithm.isRsa() ? 1024 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "2", "4", "65536", "34359738369", "18446744073709551617"})
  void rsaExponentThatIsZeroOneEvenOrOver35BitsIsRefused(String exponent) {
    refused(new BigInteger(exponent), modulus(2048), "RSA exponent ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "65537", "4294967297", "34359738367"})
  void rsaExponentFrom3To35BitsIsTaken(String exponent) throws Exception {
    byte[] field = SigningKey.rsaField(new BigInteger(exponent), modulus(2048));

    assertThat(PublicKeyForm.parse(Algorithm.RSASHA256, field).modulusBits()).isEqualTo(2048);
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 511, 4097, 4104, 8192})
  void rsaModulusOutOfRangeIsRefused(int bits) {
    refused(F4, modulus(bits), "RSA modulus of " + bits + " bits");
  }

  @ParameterizedTest
  @CsvSource({"512, 64", "1024, 128", "1025, 129", "2047, 256", "4096, 512"})
  void rsaModulusInRangeGivesTheSignaturesLength(int bits, int octets) throws Exception {
    PublicKeyForm form =
        PublicKeyForm.parse(Algorithm.RSASHA512, SigningKey.rsaField(F4, modulus(bits)));

    assertThat(form.modulusBits()).isEqualTo(bits);
    assertThat(form.signatureLength()).isEqualTo(octets);
  }

  @Test
  void evenRsaModulusIsRefused() {
    refused(F4, modulus(2048).add(BigInteger.ONE), "is not an odd number");
  }

  @Test
  void rsaExponentWithALengthOfThreeOctetsIsTaken() throws Exception {
    byte[] shortForm = SigningKey.rsaField(F4, modulus(1024));
    byte[] longForm = new byte[shortForm.length + 2];
    longForm[2] = 3;
    System.arraycopy(shortForm, 1, longForm, 3, shortForm.length - 1);

    assertThat(PublicKeyForm.parse(Algorithm.RSASHA256, longForm).modulusBits()).isEqualTo(1024);
  }

  @Test
  void rsaFieldTooShortForItsOwnLengthsIsRefused() {
    byte[] field = SigningKey.rsaField(F4, modulus(1024));
    for (int length = 0; length <= 4; length++) {
      refused(Algorithm.RSASHA256, Arrays.copyOf(field, length), "has no room");
    }
    refused(Algorithm.RSASHA256, new byte[] {0, 0, 0, 1, 1}, "has no room");
    refused(Algorithm.RSASHA256, new byte[] {0, 1}, "has no room");
    refused(Algorithm.RSASHA256, new byte[] {0, -1, -1, 1, 1}, "has no room");
    refused(Algorithm.RSASHA256, new byte[] {-1, 1, 1}, "has no room");
  }

  @ParameterizedTest
  @EnumSource(names = {"ECDSAP256SHA256", "ECDSAP384SHA384"})
  void pointOffTheCurveIsRefused(Algorithm algorithm) throws Exception {
    byte[] good = SigningKey.generate(algorithm).field();
    for (int at = 0; at < good.length; at++) {
      byte[] off = good.clone();
      off[at] ^= 1;
      refused(algorithm, off, "not on the curve");
    }
    refused(algorithm, new byte[good.length], "not on the curve");
    byte[] ones = new byte[good.length];
    Arrays.fill(ones, (byte) 0xff);
    refused(algorithm, ones, "not on the curve");
  }

  @Test
  void coordinateOverTheFieldsPrimeIsRefused() throws Exception {
    // x + p is the same residue; a parser that reduces would take it. b has a small square root
    // nowhere near, so a point with small x is searched.
    BigInteger p =
        new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    BigInteger b =
        new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    BigInteger x = BigInteger.ZERO;
    BigInteger y;
    while (true) {
      x = x.add(BigInteger.ONE);
      BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(p);
      y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
      if (y.multiply(y).mod(p).equals(square)) {
        break;
      }
    }
    assertThat(PublicKeyForm.parse(Algorithm.ECDSAP256SHA256, point(x, y))).isNotNull();
    refused(Algorithm.ECDSAP256SHA256, point(x.add(p), y), "not on the curve");
  }

  private static byte[] point(BigInteger x, BigInteger y) {
    byte[] octets = new byte[64];
    for (int i = 0; i < 32; i++) {
      octets[31 - i] = x.shiftRight(8 * i).byteValue();
      octets[63 - i] = y.shiftRight(8 * i).byteValue();
    }
    return octets;
  }

  @ParameterizedTest
  @CsvSource({
    "ECDSAP256SHA256, 63",
    "ECDSAP256SHA256, 65",
    "ECDSAP256SHA256, 0",
    "ECDSAP384SHA384, 95",
    "ECDSAP384SHA384, 64",
    "ED25519, 31",
    "ED25519, 33",
    "ED25519, 57",
    "ED448, 56",
    "ED448, 32",
  })
  void keyOfAnotherLengthIsRefused(Algorithm algorithm, int length) {
    refused(algorithm, new byte[length], "public key of " + length + " octets");
  }

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ED448"})
  void octetsThatAreNoPointOfAnEdwardsCurveAreRefused(Algorithm algorithm) throws Exception {
    int refused = 0;
    byte[] good = SigningKey.generate(algorithm).field();
    for (int i = 0; i < 64; i++) {
      byte[] other = good.clone();
      other[0] ^= (byte) (i + 1);
      try {
        assertThat(PublicKeyForm.parse(algorithm, other)).isNotNull();
      } catch (PublicKeyForm.IllegalKeyException e) {
        assertThat(e.getMessage()).contains("no public key of " + algorithm);
        refused++;
      }
    }
    // One y in two has an x.
    assertThat(refused).isGreaterThan(8);
  }
}
