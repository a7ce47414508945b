package io.zonegate.hsm.token;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.algorithm.PublicKeyField;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Private keys as PKCS#8 in DER (RFC 5958), version 1, which all tools read. */
public final class Pkcs8 {

  /** RFC 8410, section 3. */
  private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

  private static final ASN1ObjectIdentifier ED448 = new ASN1ObjectIdentifier("1.3.101.113");

  private Pkcs8() {}

  /** The algorithm that the key can only be of; empty for RSA, which 8 and 10 share. */
  public static Optional<DnssecAlgorithm> algorithm(byte[] der) {
    AlgorithmIdentifier id = info(der).getPrivateKeyAlgorithm();
    for (DnssecAlgorithm algorithm : DnssecAlgorithm.values()) {
      if (algorithm.family() != DnssecAlgorithm.Family.RSA && id.equals(identifier(algorithm))) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException when it is not one of the algorithm
   */
  public static SoftwareKeyPair read(DnssecAlgorithm algorithm, byte[] der) {
    try {
      return SoftwareKeyPair.of(algorithm, PrivateKeyFactory.createKey(info(der)));
    } catch (IOException | IllegalStateException | ClassCastException e) {
      // Bouncy Castle has many ways to say that the content is not what its head promises.
      throw new IllegalArgumentException("it is no private key that can be read", e);
    }
  }

  private static PrivateKeyInfo info(byte[] der) {
    try {
      return PrivateKeyInfo.getInstance(der);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is not PKCS#8", e);
    }
  }

  private static AlgorithmIdentifier identifier(DnssecAlgorithm algorithm) {
    return switch (algorithm) {
      case RSASHA256, RSASHA512 ->
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      case ECDSAP256SHA256, ECDSAP384SHA384 ->
          new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve(algorithm));
      case ED25519 -> new AlgorithmIdentifier(ED25519);
      case ED448 -> new AlgorithmIdentifier(ED448);
    };
  }

  private static ASN1ObjectIdentifier curve(DnssecAlgorithm algorithm) {
    return algorithm == DnssecAlgorithm.ECDSAP256SHA256
        ? SECObjectIdentifiers.secp256r1
        : SECObjectIdentifiers.secp384r1;
  }

  /** Writes a key; the caller wipes the octets. */
  public static byte[] write(DnssecAlgorithm algorithm, SoftwareKeyPair pair) {
    try {
      return new PrivateKeyInfo(identifier(algorithm), content(algorithm, pair)).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("A key in memory cannot be encoded", e);
    }
  }

  private static ASN1Encodable content(DnssecAlgorithm algorithm, SoftwareKeyPair pair) {
    byte[][] secrets = pair.secrets();
    byte[] field = pair.publicKeyField();
    return switch (algorithm.family()) {
      case RSA ->
          new RSAPrivateKey(
              PublicKeyField.modulus(field),
              PublicKeyField.exponent(field),
              new BigInteger(1, secrets[0]),
              new BigInteger(1, secrets[1]),
              new BigInteger(1, secrets[2]),
              new BigInteger(1, secrets[3]),
              new BigInteger(1, secrets[4]),
              new BigInteger(1, secrets[5]));
      case ECDSA ->
          new ECPrivateKey(
              algorithm.size() * Byte.SIZE,
              new BigInteger(1, secrets[0]),
              new DERBitString(PublicKeyField.ecPoint(field)),
              null);
      case EDDSA -> new DEROctetString(secrets[0]);
    };
  }
}
