package io.zonegate.hsm.algorithm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An algorithm of the IANA registry "DNS Security Algorithm Numbers" that may be used for signing.
 *
 * <p>Everything is prepared in Java so that the token is asked for one single-part operation: RSA
 * gets the DigestInfo of PKCS #1 v1.5 (RFC 5702), ECDSA gets the hash (RFC 6605), EdDSA gets the
 * message (RFC 8080). Single-part operations are the only ones that network HSMs balance over an HA
 * group.
 */
public enum DnssecAlgorithm {
  /** RFC 5702. */
  RSASHA256(8, Family.RSA, "SHA-256", 0),
  /** RFC 5702. */
  RSASHA512(10, Family.RSA, "SHA-512", 0),
  /** RFC 6605: curve P-256. */
  ECDSAP256SHA256(13, Family.ECDSA, "SHA-256", 32),
  /** RFC 6605: curve P-384. */
  ECDSAP384SHA384(14, Family.ECDSA, "SHA-384", 48),
  /** RFC 8080. */
  ED25519(15, Family.EDDSA, "", 32),
  /** RFC 8080. */
  ED448(16, Family.EDDSA, "", 57);

  /** How a key of an algorithm is made of numbers. */
  public enum Family {
    /** PKCS #1 v1.5. */
    RSA,
    /** Prime curves of SEC 2. */
    ECDSA,
    /** Edwards curves of RFC 8032. */
    EDDSA
  }

  /** DER of DigestInfo up to the hash itself (RFC 8017, 9.2 note 1). */
  private static final byte[] DIGEST_INFO_SHA256 =
      HexFormat.of().parseHex("3031300d060960864801650304020105000420");

  private static final byte[] DIGEST_INFO_SHA512 =
      HexFormat.of().parseHex("3051300d060960864801650304020305000440");

  private final int number;
  private final Family family;
  private final String hash;
  private final int size;

  DnssecAlgorithm(int number, Family family, String hash, int size) {
    this.number = number;
    this.family = family;
    this.hash = hash;
    this.size = size;
  }

  /** The number in DNSKEY and RRSIG. */
  public int number() {
    return number;
  }

  /** The family of the algorithm. */
  public Family family() {
    return family;
  }

  /**
   * Octets of a coordinate (ECDSA) or of the public key (EdDSA); 0 for RSA, whose keys have no
   * fixed size.
   */
  public int size() {
    return size;
  }

  /**
   * The algorithm with this number.
   *
   * @throws IllegalArgumentException for every number that must not sign, with the reason
   */
  public static DnssecAlgorithm ofNumber(int number) {
    for (DnssecAlgorithm algorithm : values()) {
      if (algorithm.number == number) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException(
        "Algorithm "
            + number
            + " is refused for signing: "
            + reason(number)
            + "; use one of "
            + allowed());
  }

  /**
   * The algorithm with this number ("13") or registry mnemonic ("ECDSAP256SHA256", any case).
   *
   * @throws IllegalArgumentException when there is none or it must not sign
   */
  public static DnssecAlgorithm parse(String text) {
    String wanted = text.trim().toUpperCase(Locale.ROOT);
    for (DnssecAlgorithm algorithm : values()) {
      if (algorithm.name().equals(wanted)) {
        return algorithm;
      }
    }
    if (wanted.matches("[0-9]{1,3}")) {
      return ofNumber(Integer.parseInt(wanted));
    }
    throw new IllegalArgumentException(
        "Algorithm \"" + text + "\" is not known; use one of " + allowed());
  }

  private static String allowed() {
    return Arrays.stream(values())
        .map(a -> a.number + " (" + a + ")")
        .collect(Collectors.joining(", "));
  }

  private static String reason(int number) {
    return switch (number) {
      case 1 -> "RSAMD5 must not be used (RFC 6944, RFC 9904)";
      case 3, 6 -> "DSA must not be used (RFC 9904)";
      case 5, 7 -> "it rests on SHA-1 and must not be used for signing (RFC 9904, RFC 9905)";
      case 12 -> "GOST R 34.10-2001 must not be used (RFC 9904, RFC 9906)";
      default -> "this program does not know how to sign with it";
    };
  }

  /**
   * What the token is asked to sign.
   *
   * @param message the octets that DNSSEC signs (RFC 4034, 3.1.8.1)
   */
  public byte[] toBeSigned(byte[] message) {
    return switch (family) {
      case RSA ->
          concatenate(
              hash.equals("SHA-256") ? DIGEST_INFO_SHA256 : DIGEST_INFO_SHA512, digest(message));
      case ECDSA -> digest(message);
      case EDDSA -> message;
    };
  }

  /**
   * The hash of a message by this algorithm's hash function; not for EdDSA, which has none of its
   * own.
   */
  byte[] digest(byte[] message) {
    try {
      return MessageDigest.getInstance(hash).digest(message);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(hash + " is missing from this Java", e);
    }
  }

  /**
   * A token's signature in the form that RRSIG carries: full length, ECDSA as r then s, both
   * padded.
   *
   * @param raw what C_Sign gave
   * @param length the length that the key requires, see {@link DnskeyRdata#signatureLength}
   * @throws IllegalArgumentException when the octets cannot be a signature of that length
   */
  public byte[] signatureForm(byte[] raw, int length) {
    if (raw.length == length) {
      return raw;
    }
    // Some tokens strip leading zeros; a field that is too short is a valid number, one too long is
    // not.
    boolean shorter = raw.length > 0 && raw.length < length;
    if (shorter && family == Family.RSA) {
      return padded(raw, 0, raw.length, length);
    }
    if (shorter && family == Family.ECDSA && raw.length % 2 == 0) {
      int half = raw.length / 2;
      return concatenate(padded(raw, 0, half, length / 2), padded(raw, half, half, length / 2));
    }
    throw new IllegalArgumentException(
        "Signature of " + raw.length + " octets; " + this + " with this key needs " + length);
  }

  private static byte[] padded(byte[] from, int offset, int count, int length) {
    byte[] result = new byte[length];
    System.arraycopy(from, offset, result, length - count, count);
    return result;
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }
}
