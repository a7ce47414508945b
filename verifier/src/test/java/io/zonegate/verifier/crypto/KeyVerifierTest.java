package io.zonegate.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is said where the first library and the next one do not agree. */
class KeyVerifierTest {
  private static final int OCTETS = 256;
  private static final byte[] MESSAGE = "example".getBytes(StandardCharsets.US_ASCII);

  /** DigestInfo of SHA-256 before the digest (RFC 8017 section 9.2): with NULL, and without it. */
  private static final String WITH_NULL = "3031300d060960864801650304020105000420";

  private static final String WITHOUT_NULL = "302f300b0609608648016503040201" + "0420";

  private static KeyPair pair;

  @BeforeAll
  static void makeKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(8 * OCTETS);
    pair = generator.generateKeyPair();
  }

  private static byte[] signature(String digestInfo) throws Exception {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    info.writeBytes(HexFormat.of().parseHex(digestInfo));
    info.writeBytes(MessageDigest.getInstance("SHA-256").digest(MESSAGE));
    byte[] padded = new byte[OCTETS];
    Arrays.fill(padded, 2, OCTETS - info.size() - 1, (byte) 0xff);
    padded[1] = 1;
    System.arraycopy(info.toByteArray(), 0, padded, OCTETS - info.size(), info.size());
    RSAPrivateKey key = (RSAPrivateKey) pair.getPrivate();
    BigInteger number =
        new BigInteger(1, padded).modPow(key.getPrivateExponent(), key.getModulus());
    byte[] signature = new byte[OCTETS];
    for (int i = 0; i < OCTETS; i++) {
      signature[OCTETS - 1 - i] = number.shiftRight(8 * i).byteValue();
    }
    return signature;
  }

  private static KeyVerifier verifier() throws Exception {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return new KeyVerifier(
        PublicKeyForm.parse(
            Algorithm.RSASHA256, SigningKey.rsaField(key.getPublicExponent(), key.getModulus())));
  }

  private static byte verify(KeyVerifier verifier, byte[] signature) {
    return verifier.verify(MESSAGE, MESSAGE.length, signature, 0, signature.length);
  }

  @Test
  void whatOneLibraryAcceptsAndTheOtherDoesNotIsDisputed() throws Exception {
    KeyVerifier verifier = verifier();

    assertThat(verify(verifier, signature(WITHOUT_NULL))).isEqualTo(SignatureStatus.DISPUTED);
    assertThat(verify(verifier, signature(WITHOUT_NULL))).isEqualTo(SignatureStatus.DISPUTED);
    assertThat(verify(verifier, signature(WITH_NULL))).isEqualTo(SignatureStatus.VALID);
    assertThat(verify(verifier, new byte[OCTETS])).isEqualTo(SignatureStatus.BOGUS);
    assertThat(verifier.verified()).isEqualTo(4);
    assertThat(verifier.provider()).isEqualTo("AmazonCorrettoCryptoProvider");
  }

  @Test
  void recheckIsCountedByItself() throws Exception {
    KeyVerifier verifier = verifier();
    verify(verifier, signature(WITH_NULL));
    verify(verifier, signature(WITH_NULL));

    verifier.countAsRecheck();

    assertThat(verifier.verified()).isEqualTo(1);
    assertThat(verifier.rechecked()).isEqualTo(1);
  }
}
