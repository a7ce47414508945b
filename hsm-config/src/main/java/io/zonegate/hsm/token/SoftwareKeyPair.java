package io.zonegate.hsm.token;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.PublicKeyField;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * A key pair made in this process so that the same pair can be placed on several tokens. Lives in
 * memory only and only as long as placing takes; {@link #close} wipes the private octets. (The
 * numbers that Bouncy Castle worked with cannot be wiped, they go with the next garbage
 * collection.)
 */
public final class SoftwareKeyPair implements AutoCloseable {

  private static final BigInteger RSA_EXPONENT = BigInteger.valueOf(65537);

  /** Chance of a composite passing as prime is at most 2^-112, the strength of RSA-2048. */
  private static final int RSA_CERTAINTY = 112;

  private final byte[] publicKeyField;

  /** RSA: d, p, q, dp, dq, qinv in this order. Others: the one private scalar or seed. */
  private final byte[][] secrets;

  private SoftwareKeyPair(byte[] publicKeyField, byte[]... secrets) {
    this.publicKeyField = publicKeyField;
    this.secrets = secrets;
  }

  /** A fresh pair. */
  public static SoftwareKeyPair generate(
      DnssecAlgorithm algorithm, int rsaBits, SecureRandom random) {
    return switch (algorithm) {
      case RSASHA256, RSASHA512 -> rsa(rsaBits, random);
      case ECDSAP256SHA256 -> prime("P-256", algorithm.size(), random);
      case ECDSAP384SHA384 -> prime("P-384", algorithm.size(), random);
      case ED25519 -> {
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(random);
        yield new SoftwareKeyPair(key.generatePublicKey().getEncoded(), key.getEncoded());
      }
      case ED448 -> {
        Ed448PrivateKeyParameters key = new Ed448PrivateKeyParameters(random);
        yield new SoftwareKeyPair(key.generatePublicKey().getEncoded(), key.getEncoded());
      }
    };
  }

  private static SoftwareKeyPair rsa(int bits, SecureRandom random) {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(new RSAKeyGenerationParameters(RSA_EXPONENT, random, bits, RSA_CERTAINTY));
    RSAPrivateCrtKeyParameters key =
        (RSAPrivateCrtKeyParameters) generator.generateKeyPair().getPrivate();
    return new SoftwareKeyPair(
        PublicKeyField.ofRsa(key.getModulus(), key.getPublicExponent()),
        BigIntegers.asUnsignedByteArray(key.getExponent()),
        BigIntegers.asUnsignedByteArray(key.getP()),
        BigIntegers.asUnsignedByteArray(key.getQ()),
        BigIntegers.asUnsignedByteArray(key.getDP()),
        BigIntegers.asUnsignedByteArray(key.getDQ()),
        BigIntegers.asUnsignedByteArray(key.getQInv()));
  }

  private static SoftwareKeyPair prime(String curve, int size, SecureRandom random) {
    X9ECParameters parameters = CustomNamedCurves.getByName(curve);
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(new ECDomainParameters(parameters), random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    byte[] point = ((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false);
    BigInteger scalar = ((ECPrivateKeyParameters) pair.getPrivate()).getD();
    return new SoftwareKeyPair(
        Arrays.copyOfRange(point, 1, point.length), BigIntegers.asUnsignedByteArray(size, scalar));
  }

  /** The DNSKEY public key field. */
  public byte[] publicKeyField() {
    return publicKeyField.clone();
  }

  /**
   * The private parts, not copied, so that wiping reaches them: RSA d, p, q, dp, dq, qinv; else
   * scalar or seed.
   */
  byte[][] secrets() {
    return secrets;
  }

  @Override
  public void close() {
    for (byte[] secret : secrets) {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Says nothing about the key. */
  @Override
  public String toString() {
    return "SoftwareKeyPair";
  }
}
