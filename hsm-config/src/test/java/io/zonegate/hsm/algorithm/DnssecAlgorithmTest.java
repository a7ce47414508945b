package io.zonegate.hsm.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DnssecAlgorithmTest {

  @Test
  void shortNumbersArePaddedToFullLength() {
    byte[] ecdsa = new byte[62];
    ecdsa[0] = 1;
    ecdsa[31] = 2;
    byte[] form = DnssecAlgorithm.ECDSAP256SHA256.signatureForm(ecdsa, 64);
    assertThat(form).hasSize(64);
    assertThat(form[1]).isEqualTo((byte) 1);
    assertThat(form[33]).isEqualTo((byte) 2);
    assertThat(DnssecAlgorithm.RSASHA256.signatureForm(new byte[] {7}, 3)).containsExactly(0, 0, 7);
  }

  @Test
  void otherLengthsAreRefused() {
    assertThatThrownBy(() -> DnssecAlgorithm.ECDSAP256SHA256.signatureForm(new byte[63], 64))
        .hasMessageContaining("63 octets");
    assertThatThrownBy(() -> DnssecAlgorithm.ECDSAP256SHA256.signatureForm(new byte[96], 64))
        .hasMessageContaining("needs 64");
    assertThatThrownBy(() -> DnssecAlgorithm.ED25519.signatureForm(new byte[62], 64))
        .hasMessageContaining("62 octets");
    assertThatThrownBy(() -> DnssecAlgorithm.RSASHA256.signatureForm(new byte[0], 256))
        .hasMessageContaining("0 octets");
  }

  @Test
  void preparesWhatTheTokenSigns() {
    byte[] message = "abc".getBytes(StandardCharsets.US_ASCII);
    String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(hex(DnssecAlgorithm.ECDSAP256SHA256.toBeSigned(message))).isEqualTo(sha256);
    assertThat(hex(DnssecAlgorithm.RSASHA256.toBeSigned(message)))
        .isEqualTo("3031300d060960864801650304020105000420" + sha256);
    assertThat(DnssecAlgorithm.RSASHA512.toBeSigned(message)).hasSize(19 + 64);
    assertThat(DnssecAlgorithm.ED448.toBeSigned(message)).isSameAs(message);
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  @Test
  void publicKeyFieldsOfPointsAndModuli() {
    byte[] raw = new byte[65];
    raw[0] = 4;
    byte[] der = new byte[67];
    der[0] = 4;
    der[1] = 65;
    der[2] = 4;
    assertThat(PublicKeyField.ofEcPoint(DnssecAlgorithm.ECDSAP256SHA256, der)).hasSize(64);
    assertThat(PublicKeyField.ofEcPoint(DnssecAlgorithm.ECDSAP256SHA256, raw)).hasSize(64);
    assertThatThrownBy(() -> PublicKeyField.ofEcPoint(DnssecAlgorithm.ECDSAP384SHA384, der))
        .hasMessageContaining("67 octets");
    BigInteger longExponent = BigInteger.ONE.shiftLeft(2048).add(BigInteger.ONE);
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
    byte[] field = PublicKeyField.ofRsa(modulus, longExponent);
    assertThat(field[0]).isZero();
    assertThat(PublicKeyField.exponent(field)).isEqualTo(longExponent);
    assertThat(PublicKeyField.modulus(field)).isEqualTo(modulus);
  }

  @Test
  void illegalKeysAreRefused() {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
    refusedRsa(PublicKeyField.ofRsa(modulus, BigInteger.TWO), "exponent is 2");
    refusedRsa(
        PublicKeyField.ofRsa(BigInteger.ONE.shiftLeft(511), BigInteger.valueOf(3)), "has 512 bits");
    refusedRsa(new byte[] {5, 1, 0, 1}, "truncated");
    DnskeyRdata offCurve = DnskeyRdata.of(256, DnssecAlgorithm.ECDSAP256SHA256, new byte[64]);
    assertThatThrownBy(() -> new SoftwareVerifier(offCurve))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DnskeyRdata.ofWire(new byte[] {1, 0, 2, 13, 1}))
        .hasMessageContaining("protocol is 2");
  }

  private static void refusedRsa(byte[] field, String reason) {
    assertThatThrownBy(() -> DnskeyRdata.of(256, DnssecAlgorithm.RSASHA256, field))
        .hasMessageContaining(reason);
  }
}
