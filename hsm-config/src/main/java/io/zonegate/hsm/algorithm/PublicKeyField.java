package io.zonegate.hsm.algorithm;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The public key field of a DNSKEY: for RSA an exponent length (1 octet, or 0 and 2 octets),
 * exponent and modulus (RFC 3110, 2); for ECDSA the coordinates x and y without the leading 4 of an
 * uncompressed point (RFC 6605, 4); for EdDSA the 32 or 57 octets of RFC 8032 (RFC 8080, 3).
 */
public final class PublicKeyField {

  /**
   * RFC 5702, 2 allows RSA keys of 512 to 4,096 bits; this program signs with nothing under 1,024.
   */
  private static final int MIN_RSA_BITS = 1024;

  private static final int MAX_RSA_BITS = 4096;

  private PublicKeyField() {}

  /** The field of an RSA key. */
  public static byte[] ofRsa(BigInteger modulus, BigInteger exponent) {
    byte[] e = unsigned(exponent);
    byte[] n = unsigned(modulus);
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    if (e.length > 255) {
      field.write(0);
      field.write(e.length >> 8);
    }
    field.write(e.length);
    field.writeBytes(e);
    field.writeBytes(n);
    return field.toByteArray();
  }

  /**
   * The field of an elliptic-curve key from CKA_EC_POINT: an OCTET STRING in DER holding the point,
   * or, on tokens that follow older texts, the point itself.
   *
   * @throws IllegalArgumentException when the value is neither
   */
  public static byte[] ofEcPoint(DnssecAlgorithm algorithm, byte[] value) {
    boolean prime = algorithm.family() == DnssecAlgorithm.Family.ECDSA;
    int length = prime ? 1 + 2 * algorithm.size() : algorithm.size();
    byte[] point = value;
    if (value.length == length + 2 && value[0] == 4 && (value[1] & 0xff) == length) {
      point = Arrays.copyOfRange(value, 2, value.length);
    }
    if (point.length != length || (prime && point[0] != 4)) {
      throw new IllegalArgumentException(
          "CKA_EC_POINT of "
              + value.length
              + " octets is not a point of "
              + algorithm
              + ", which has "
              + length);
    }
    return prime ? Arrays.copyOfRange(point, 1, length) : point;
  }

  /** The modulus of an RSA key field. */
  public static BigInteger modulus(byte[] field) {
    int start = exponentStart(field);
    return new BigInteger(
        1, Arrays.copyOfRange(field, start + exponentLength(field), field.length));
  }

  /** The exponent of an RSA key field. */
  public static BigInteger exponent(byte[] field) {
    int start = exponentStart(field);
    return new BigInteger(1, Arrays.copyOfRange(field, start, start + exponentLength(field)));
  }

  /** The point of an ECDSA key, uncompressed (SEC 1, 2.3.3). */
  public static byte[] ecPoint(byte[] field) {
    byte[] point = new byte[1 + field.length];
    point[0] = 4;
    System.arraycopy(field, 0, point, 1, field.length);
    return point;
  }

  private static int exponentStart(byte[] field) {
    return field[0] == 0 ? 3 : 1;
  }

  private static int exponentLength(byte[] field) {
    return field[0] == 0 ? (field[1] & 0xff) << 8 | (field[2] & 0xff) : field[0] & 0xff;
  }

  static void check(DnssecAlgorithm algorithm, byte[] field) {
    int needed =
        switch (algorithm.family()) {
          case RSA -> 0;
          case ECDSA -> 2 * algorithm.size();
          case EDDSA -> algorithm.size();
        };
    if (needed > 0 && field.length != needed) {
      throw new IllegalArgumentException(
          "Public key of " + field.length + " octets; " + algorithm + " needs " + needed);
    }
    if (needed == 0) {
      checkRsa(field);
    }
  }

  private static void checkRsa(byte[] field) {
    if (field.length < 4
        || exponentLength(field) == 0
        || exponentStart(field) + exponentLength(field) >= field.length) {
      throw new IllegalArgumentException(
          "RSA public key is truncated: " + field.length + " octets");
    }
    int bits = modulus(field).bitLength();
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
      throw new IllegalArgumentException(
          "RSA modulus has "
              + bits
              + " bits; "
              + MIN_RSA_BITS
              + " to "
              + MAX_RSA_BITS
              + " are allowed");
    }
    BigInteger exponent = exponent(field);
    if (exponent.compareTo(BigInteger.valueOf(3)) < 0 || !exponent.testBit(0)) {
      throw new IllegalArgumentException(
          "RSA exponent is " + exponent + "; it must be odd and at least 3");
    }
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] octets = number.toByteArray();
    return octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets;
  }
}
