package io.zonegate.attest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Forms of Ed25519 public keys. */
public final class Ed25519Key {
  /** SubjectPublicKeyInfo up to the key's own 32 octets (RFC 8410 section 4). */
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private Ed25519Key() {}

  /**
   * A key of its octets, as DNSKEY records have them.
   *
   * @param octets 32 of them
   */
  public static PublicKey of(byte[] octets) throws AttestationException {
    byte[] encoded = Arrays.copyOf(HEAD, HEAD.length + octets.length);
    System.arraycopy(octets, 0, encoded, HEAD.length, octets.length);
    return decode(encoded);
  }

  private static PublicKey decode(byte[] encoded) throws AttestationException {
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new AttestationException("it is no Ed25519 public key", e);
    }
  }

  /** As a PEM file. */
  public static String pem(PublicKey key) {
    return BEGIN + "\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n" + END + "\n";
  }

  /** Whether a file is one that {@link #pem} makes, rather than a certificate. */
  static boolean isPem(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).strip().startsWith(BEGIN);
  }

  /** Reads {@link #pem}. */
  static PublicKey read(byte[] file) throws AttestationException {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    try {
      return decode(
          Base64.getMimeDecoder().decode(text.strip().replace(BEGIN, "").replace(END, "")));
    } catch (IllegalArgumentException e) {
      throw new AttestationException("it is no Ed25519 public key", e);
    }
  }
}
