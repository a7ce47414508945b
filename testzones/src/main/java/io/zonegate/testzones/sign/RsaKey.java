package io.zonegate.testzones.sign;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.util.BigIntegers;

/** RSA keys and PKCS #1 v1.5 signatures (RFC 3110, RFC 5702). */
final class RsaKey implements PrivateSigner {

  private static final int PRIME_CERTAINTY = 100;

  private final KeyAlgorithm algorithm;
  private final RSAPrivateCrtKeyParameters privateKey;

  private RsaKey(KeyAlgorithm algorithm, RSAPrivateCrtKeyParameters privateKey) {
    this.algorithm = algorithm;
    this.privateKey = privateKey;
  }

  static RsaKey generate(KeyAlgorithm algorithm, int bits, int exponent, SeededBytes random) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(
            BigInteger.valueOf(exponent), random, bits, PRIME_CERTAINTY));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return new RsaKey(algorithm, (RSAPrivateCrtKeyParameters) pair.getPrivate());
  }

  /** The public key field of RFC 3110 2: exponent length, exponent, modulus, no leading zeros. */
  byte[] publicKey() {
    return publicKey(privateKey.getPublicExponent(), privateKey.getModulus());
  }

  static byte[] publicKey(BigInteger exponent, BigInteger modulus) {
    byte[] e = BigIntegers.asUnsignedByteArray(exponent);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (e.length > 255) {
      out.write(0);
      out.write(e.length >>> 8);
    }
    out.write(e.length);
    out.writeBytes(e);
    out.writeBytes(BigIntegers.asUnsignedByteArray(modulus));
    return out.toByteArray();
  }

  BigInteger modulus() {
    return privateKey.getModulus();
  }

  @Override
  public byte[] sign(byte[] message) {
    RSADigestSigner signer = new RSADigestSigner(digest());
    signer.init(true, privateKey);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("RSA key of " + modulus().bitLength() + " bits failed", e);
    }
  }

  private Digest digest() {
    return switch (algorithm) {
      case RSASHA1, RSASHA1_NSEC3 -> new SHA1Digest();
      case RSASHA256 -> new SHA256Digest();
      case RSASHA512 -> new SHA512Digest();
      default -> throw new IllegalStateException(algorithm + " is not an RSA algorithm");
    };
  }
}
