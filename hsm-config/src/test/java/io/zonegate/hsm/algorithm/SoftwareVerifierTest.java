package io.zonegate.hsm.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoftwareVerifierTest {

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final String CORRETTO = "AmazonCorrettoCryptoProvider";
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

  /** A key pair, its DNSKEY, and signing with it. */
  private static final class Pair {
    final KeyPair keys;
    final DnskeyRdata dnskey;

    Pair(DnssecAlgorithm algorithm, BigInteger exponent) throws GeneralSecurityException {
      keys = keys(algorithm, exponent);
      dnskey = DnskeyRdata.of(256, algorithm, field(algorithm));
    }

    private static KeyPair keys(DnssecAlgorithm algorithm, BigInteger exponent)
        throws GeneralSecurityException {
      boolean rsa = algorithm.family() == DnssecAlgorithm.Family.RSA;
      String name =
          rsa
              ? "RSA"
              : algorithm.family() == DnssecAlgorithm.Family.ECDSA ? "EC" : algorithm.name();
      KeyPairGenerator generator = KeyPairGenerator.getInstance(name, BOUNCY_CASTLE);
      if (rsa) {
        generator.initialize(new RSAKeyGenParameterSpec(1024, exponent));
      } else if (name.equals("EC")) {
        generator.initialize(
            new ECGenParameterSpec(
                algorithm == DnssecAlgorithm.ECDSAP256SHA256 ? "P-256" : "P-384"));
      }
      return generator.generateKeyPair();
    }

    private byte[] field(DnssecAlgorithm algorithm) {
      if (keys.getPublic() instanceof RSAPublicKey rsa) {
        return PublicKeyField.ofRsa(rsa.getModulus(), rsa.getPublicExponent());
      }
      byte[] encoded = keys.getPublic().getEncoded();
      int length = algorithm.size() * (algorithm.family() == DnssecAlgorithm.Family.ECDSA ? 2 : 1);
      return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
    }

    byte[] sign(byte[] message) throws GeneralSecurityException {
      String name =
          switch (dnskey.algorithm()) {
            case RSASHA256 -> "SHA256withRSA";
            case RSASHA512 -> "SHA512withRSA";
            case ECDSAP256SHA256 -> "SHA256withPLAIN-ECDSA";
            case ECDSAP384SHA384 -> "SHA384withPLAIN-ECDSA";
            case ED25519, ED448 -> dnskey.algorithm().name();
          };
      Signature signer = Signature.getInstance(name, BOUNCY_CASTLE);
      signer.initSign(keys.getPrivate());
      signer.update(message);
      return signer.sign();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFastLibraryVerifiesWhatItCan(DnssecAlgorithm algorithm) throws Exception {
    Pair pair = new Pair(algorithm, BigInteger.valueOf(65537));
    byte[] signature = pair.sign(MESSAGE);
    SoftwareVerifier verifier = new SoftwareVerifier(pair.dnskey);
    assertThat(verifier.provider())
        .isEqualTo(algorithm == DnssecAlgorithm.ED448 ? "Bouncy Castle" : CORRETTO);
    assertThat(verifier.verify(MESSAGE, signature)).isTrue();
    for (int bit = 0; bit < 8 * signature.length; bit += 13) {
      byte[] spoilt = signature.clone();
      spoilt[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifier.verify(MESSAGE, spoilt)).as("bit %s", bit).isFalse();
    }
    byte[] nothing = new byte[signature.length];
    assertThat(verifier.verify(MESSAGE, nothing)).isFalse();
    Arrays.fill(nothing, (byte) 0xff);
    assertThat(verifier.verify(MESSAGE, nothing)).isFalse();
    assertThat(verifier.verify(new byte[] {1}, signature)).isFalse();
    assertThat(verifier.verify(MESSAGE, signature)).isTrue();
    assertThat(verifier.accepted()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void anotherLengthIsNoSignature(DnssecAlgorithm algorithm) throws Exception {
    Pair pair = new Pair(algorithm, BigInteger.valueOf(65537));
    byte[] signature = pair.sign(MESSAGE);
    SoftwareVerifier verifier = new SoftwareVerifier(pair.dnskey);
    byte[] longer = new byte[signature.length + 2];
    System.arraycopy(signature, 0, longer, 2, signature.length);
    assertThat(verifier.verify(MESSAGE, longer)).isFalse();
    assertThat(verifier.verify(MESSAGE, Arrays.copyOf(signature, signature.length + 1))).isFalse();
    assertThat(verifier.verify(MESSAGE, Arrays.copyOf(signature, signature.length - 1))).isFalse();
    assertThat(verifier.verify(MESSAGE, new byte[0])).isFalse();
  }

  @Test
  void aLongExponentIsLeftToBouncyCastle() throws Exception {
    Pair pair =
        new Pair(
            DnssecAlgorithm.RSASHA256, BigInteger.ONE.shiftLeft(34).add(BigInteger.valueOf(25)));
    SoftwareVerifier verifier = new SoftwareVerifier(pair.dnskey);
    assertThat(verifier.verify(MESSAGE, pair.sign(MESSAGE))).isTrue();
    assertThat(verifier.provider()).isEqualTo("Bouncy Castle");
  }

  @Test
  void bothLibrariesPassTheKnownAnswerTest() throws Exception {
    Pair pair = new Pair(DnssecAlgorithm.ECDSAP256SHA256, BigInteger.ZERO);
    BouncyCastleKey key = new BouncyCastleKey(pair.dnskey);
    byte[] signature = pair.sign(MESSAGE);
    assertThat(key.verify(MESSAGE, signature)).isTrue();
    assertThat(CorrettoKey.of(DnssecAlgorithm.ECDSAP256SHA256, key).orElseThrow())
        .satisfies(k -> assertThat(k.verify(MESSAGE, signature)).isTrue());
  }

  @Test
  void manyThreadsShareOne() throws Exception {
    Pair pair = new Pair(DnssecAlgorithm.ED25519, BigInteger.ZERO);
    SoftwareVerifier verifier = new SoftwareVerifier(pair.dnskey);
    byte[][] signatures = new byte[16][];
    for (int i = 0; i < signatures.length; i++) {
      signatures[i] = pair.sign(new byte[] {(byte) i});
    }
    assertThat(
            IntStream.range(0, 2_000)
                .parallel()
                .filter(
                    i ->
                        verifier.verify(new byte[] {(byte) (i % 16)}, signatures[i % 16])
                            && !verifier.verify(
                                new byte[] {(byte) (i % 16)}, signatures[(i + 1) % 16])))
        .hasSize(2_000);
  }
}
