package io.zonegate.verifier.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RSA keys at and beyond the limits of what providers take. */
class AwkwardRsaKeysTest {
  /** The public key field of RFC 3110 section 2 with the short form of the exponent's length. */
  private static byte[] field(BigInteger exponent, BigInteger modulus) {
    byte[] e = unsigned(exponent);
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(e.length);
    field.writeBytes(e);
    field.writeBytes(unsigned(modulus));
    return field.toByteArray();
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets[0] == 0 ? java.util.Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }

  /** BIND's limit is 35 bits; the native library takes such a key and then no signature of it. */
  @ParameterizedTest
  @ValueSource(strings = {"3", "65537", "1ffffffff", "200000011", "7ffffffff"})
  void signaturesOfEveryLegalExponentVerify(String exponentHex) throws Exception {
    BigInteger exponent =
        new BigInteger(
            exponentHex, exponentHex.equals("65537") || exponentHex.equals("3") ? 10 : 16);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2048, exponent));
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    byte[] message = "example".getBytes(StandardCharsets.US_ASCII);
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(pair.getPrivate());
    signer.update(message);
    byte[] signature = signer.sign();

    KeyVerifier verifier =
        new KeyVerifier(
            PublicKeyForm.parse(Algorithm.RSASHA256, field(exponent, key.getModulus())));

    assertThat(verifier.verify(message, message.length, signature, 0, signature.length))
        .isEqualTo(SignatureStatus.VALID);
    signature[100] ^= 1;
    assertThat(verifier.verify(message, message.length, signature, 0, signature.length))
        .isEqualTo(SignatureStatus.BOGUS);
  }

  @Test
  void anExponentOverTheLimitIsNoLegalKey() {
    BigInteger modulus = BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE);
    assertThatThrownBy(
            () ->
                PublicKeyForm.parse(
                    Algorithm.RSASHA256, field(new BigInteger("800000001", 16), modulus)))
        .isInstanceOf(PublicKeyForm.IllegalKeyException.class)
        .hasMessageContaining("36 bits");
  }

  /** Bouncy Castle looks for small factors and throws; the judge must not break on it. */
  @Test
  void aModulusWithASmallFactorBreaksNothing() throws Exception {
    BigInteger modulus = new BigInteger(2046, new Random(1)).setBit(2045).setBit(0);
    modulus = modulus.multiply(BigInteger.valueOf(3)).setBit(0);
    assertThat(modulus.mod(BigInteger.valueOf(3)).signum()).isZero();
    PublicKeyForm form =
        PublicKeyForm.parse(Algorithm.RSASHA256, field(BigInteger.valueOf(65537), modulus));
    boolean refused = false;
    for (Providers.Service service : ProvidersTest.services(Algorithm.RSASHA256)) {
      try {
        assertThat(service.verifier(form)).isNotNull();
      } catch (GeneralSecurityException e) {
        refused = true;
      }
    }
    assertThat(refused).as("a provider refuses the modulus").isTrue();
    byte[] signature = new byte[form.signatureLength()];
    signature[signature.length - 1] = 1;
    byte status = new KeyVerifier(form).verify(new byte[3], 3, signature, 0, signature.length);
    assertThat(status).isEqualTo(SignatureStatus.BOGUS);
  }
}
