package io.zonegate.verifier.crypto;

import java.math.BigInteger;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/**
 * The public key field of a DNSKEY, taken apart and judged: RSA by RFC 3110, ECDSA by RFC 6605,
 * EdDSA by RFC 8080.
 *
 * @param algorithm the key's algorithm
 * @param spec the key for a {@link java.security.KeyFactory}
 * @param signatureLength exact length of a signature in octets
 * @param modulusBits bits of an RSA modulus; 0 for other keys
 */
public record PublicKeyForm(
    Algorithm algorithm, KeySpec spec, int signatureLength, int modulusBits) {
  /** RFC 3110 section 2 allows moduli up to 4,096 bits. */
  private static final int MAX_RSA_BITS = 4096;

  private static final int MIN_RSA_BITS = 512;

  /** BIND takes no key with a longer exponent, so no zone can rely on one. */
  private static final int MAX_EXPONENT_BITS = 35;

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] P256_PREFIX =
      HEX.parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  private static final byte[] P384_PREFIX =
      HEX.parseHex("3076301006072a8648ce3d020106052b8104002203620004");
  private static final byte[] ED25519_PREFIX = HEX.parseHex("302a300506032b6570032100");
  private static final byte[] ED448_PREFIX = HEX.parseHex("3043300506032b6571033a00");

  private static final BigInteger P256_P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger P256_B =
      new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
  private static final BigInteger P384_P =
      new BigInteger(
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
          16);
  private static final BigInteger P384_B =
      new BigInteger(
          "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
          16);

  /** The key material is not legal for its algorithm; the message says in what. */
  public static final class IllegalKeyException extends Exception {
    private static final long serialVersionUID = 1L;

    IllegalKeyException(String message) {
      super(message);
    }
  }

  /** Takes the public key field apart. */
  public static PublicKeyForm parse(Algorithm algorithm, byte[] key) throws IllegalKeyException {
    return switch (algorithm) {
      case RSASHA1, RSASHA1_NSEC3_SHA1, RSASHA256, RSASHA512 -> rsa(algorithm, key);
      case ECDSAP256SHA256 -> curve(algorithm, key, P256_PREFIX, P256_P, P256_B, 32);
      case ECDSAP384SHA384 -> curve(algorithm, key, P384_PREFIX, P384_P, P384_B, 48);
      case ED25519 -> edwards(algorithm, key, ED25519_PREFIX, 32);
      case ED448 -> edwards(algorithm, key, ED448_PREFIX, 57);
    };
  }

  private static PublicKeyForm rsa(Algorithm algorithm, byte[] key) throws IllegalKeyException {
    int at = 1;
    int exponentLength = key.length > 0 ? key[0] & 0xff : 0;
    if (exponentLength == 0 && key.length >= 3) {
      exponentLength = (key[1] & 0xff) << 8 | (key[2] & 0xff);
      at = 3;
    }
    if (exponentLength == 0 || at + exponentLength >= key.length) {
      throw new IllegalKeyException(
          "RSA key of " + key.length + " octets has no room for its exponent and modulus");
    }
    BigInteger exponent = new BigInteger(1, Arrays.copyOfRange(key, at, at + exponentLength));
    BigInteger modulus =
        new BigInteger(1, Arrays.copyOfRange(key, at + exponentLength, key.length));
    if (exponent.compareTo(BigInteger.TWO) <= 0
        || !exponent.testBit(0)
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      String shown =
          exponent.bitLength() > MAX_EXPONENT_BITS
              ? "of " + exponent.bitLength() + " bits"
              : exponent.toString();
      throw new IllegalKeyException(
          "RSA exponent "
              + shown
              + " is not an odd number from 3 to "
              + MAX_EXPONENT_BITS
              + " bits");
    }
    int bits = modulus.bitLength();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || !modulus.testBit(0)) {
      throw new IllegalKeyException(
          "RSA modulus of "
              + bits
              + " bits is not an odd number of "
              + MIN_RSA_BITS
              + " to "
              + MAX_RSA_BITS
              + " bits");
    }
    return new PublicKeyForm(
        algorithm, new RSAPublicKeySpec(modulus, exponent), (bits + 7) / 8, bits);
  }

  private static PublicKeyForm curve(
      Algorithm algorithm, byte[] key, byte[] prefix, BigInteger p, BigInteger b, int coordinate)
      throws IllegalKeyException {
    length(algorithm, key, 2 * coordinate);
    BigInteger x = new BigInteger(1, Arrays.copyOf(key, coordinate));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(key, coordinate, key.length));
    BigInteger three = BigInteger.valueOf(3);
    BigInteger right = x.multiply(x).subtract(three).multiply(x).add(b).mod(p);
    if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.multiply(y).mod(p).equals(right)) {
      throw new IllegalKeyException("the point is not on the curve of " + algorithm);
    }
    return new PublicKeyForm(
        algorithm, new X509EncodedKeySpec(join(prefix, key)), 2 * coordinate, 0);
  }

  private static PublicKeyForm edwards(Algorithm algorithm, byte[] key, byte[] prefix, int octets)
      throws IllegalKeyException {
    length(algorithm, key, octets);
    boolean point =
        algorithm == Algorithm.ED25519
            ? Ed25519.validatePublicKeyFull(key, 0)
            : Ed448.validatePublicKeyFull(key, 0);
    if (!point) {
      throw new IllegalKeyException("the octets are no public key of " + algorithm);
    }
    return new PublicKeyForm(algorithm, new X509EncodedKeySpec(join(prefix, key)), 2 * octets, 0);
  }

  private static void length(Algorithm algorithm, byte[] key, int octets)
      throws IllegalKeyException {
    if (key.length != octets) {
      throw new IllegalKeyException(
          "public key of " + key.length + " octets; " + algorithm + " has " + octets);
    }
  }

  private static byte[] join(byte[] prefix, byte[] key) {
    byte[] joined = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, joined, prefix.length, key.length);
    return joined;
  }

  /** Whether the key has an RSA exponent over 33 bits, where the native library draws its line. */
  boolean hasLongExponent() {
    return spec instanceof RSAPublicKeySpec rsa && rsa.getPublicExponent().bitLength() > 33;
  }
}
