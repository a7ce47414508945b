package io.zonegate.hsm.token;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.PublicKeyField;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * A key pair in this process, made here so that the same pair can be placed on several tokens, or
 * read from a file or a token of a test set-up. Lives in memory only and only as long as placing
 * takes; {@link #close} wipes the private octets. (The numbers that Bouncy Castle worked with
 * cannot be wiped, they go with the next garbage collection.)
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
    return of(algorithm, fresh(algorithm, rsaBits, random));
  }

  private static AsymmetricKeyParameter fresh(
      DnssecAlgorithm algorithm, int rsaBits, SecureRandom random) {
    return switch (algorithm) {
      case RSASHA256, RSASHA512 -> {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(
            new RSAKeyGenerationParameters(RSA_EXPONENT, random, rsaBits, RSA_CERTAINTY));
        yield generator.generateKeyPair().getPrivate();
      }
      case ECDSAP256SHA256, ECDSAP384SHA384 -> {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(curve(algorithm), random));
        yield generator.generateKeyPair().getPrivate();
      }
      case ED25519 -> new Ed25519PrivateKeyParameters(random);
      case ED448 -> new Ed448PrivateKeyParameters(random);
    };
  }

  /**
   * The pair of an ECDSA scalar or an EdDSA seed.
   *
   * @throws IllegalArgumentException when it cannot be one
   */
  public static SoftwareKeyPair ofSecret(DnssecAlgorithm algorithm, byte[] secret) {
    AsymmetricKeyParameter key =
        switch (algorithm) {
          case RSASHA256, RSASHA512 ->
              throw new IllegalArgumentException("an RSA key is more than one number");
          case ECDSAP256SHA256, ECDSAP384SHA384 ->
              new ECPrivateKeyParameters(new BigInteger(1, secret), curve(algorithm));
          case ED25519 -> new Ed25519PrivateKeyParameters(secret);
          case ED448 -> new Ed448PrivateKeyParameters(secret);
        };
    return of(algorithm, key);
  }

  /**
   * The pair of an RSA key.
   *
   * @param parts n, e, d, p, q, dp, dq, qinv, each an unsigned number
   * @throws IllegalArgumentException when they cannot be one
   */
  public static SoftwareKeyPair ofRsa(DnssecAlgorithm algorithm, List<byte[]> parts) {
    BigInteger[] n = parts.stream().map(p -> new BigInteger(1, p)).toArray(BigInteger[]::new);
    return of(
        algorithm, new RSAPrivateCrtKeyParameters(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]));
  }

  /** The curve of an ECDSA algorithm. */
  static ECDomainParameters curve(DnssecAlgorithm algorithm) {
    String name = algorithm == DnssecAlgorithm.ECDSAP256SHA256 ? "P-256" : "P-384";
    return new ECDomainParameters(CustomNamedCurves.getByName(name));
  }

  /**
   * The pair of a private key.
   *
   * @throws IllegalArgumentException when the key is not one of the algorithm
   */
  static SoftwareKeyPair of(DnssecAlgorithm algorithm, AsymmetricKeyParameter key) {
    if (key instanceof RSAPrivateCrtKeyParameters rsa
        && algorithm.family() == DnssecAlgorithm.Family.RSA) {
      return new SoftwareKeyPair(
          PublicKeyField.ofRsa(rsa.getModulus(), rsa.getPublicExponent()),
          BigIntegers.asUnsignedByteArray(rsa.getExponent()),
          BigIntegers.asUnsignedByteArray(rsa.getP()),
          BigIntegers.asUnsignedByteArray(rsa.getQ()),
          BigIntegers.asUnsignedByteArray(rsa.getDP()),
          BigIntegers.asUnsignedByteArray(rsa.getDQ()),
          BigIntegers.asUnsignedByteArray(rsa.getQInv()));
    }
    if (key instanceof ECPrivateKeyParameters ec
        && algorithm.family() == DnssecAlgorithm.Family.ECDSA
        && ec.getParameters().getN().equals(curve(algorithm).getN())) {
      byte[] point = curve(algorithm).getG().multiply(ec.getD()).normalize().getEncoded(false);
      return new SoftwareKeyPair(
          Arrays.copyOfRange(point, 1, point.length),
          BigIntegers.asUnsignedByteArray(algorithm.size(), ec.getD()));
    }
    if (key instanceof Ed25519PrivateKeyParameters ed && algorithm == DnssecAlgorithm.ED25519) {
      return new SoftwareKeyPair(ed.generatePublicKey().getEncoded(), ed.getEncoded());
    }
    if (key instanceof Ed448PrivateKeyParameters ed && algorithm == DnssecAlgorithm.ED448) {
      return new SoftwareKeyPair(ed.generatePublicKey().getEncoded(), ed.getEncoded());
    }
    throw new IllegalArgumentException("it is no private key of algorithm " + algorithm);
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
