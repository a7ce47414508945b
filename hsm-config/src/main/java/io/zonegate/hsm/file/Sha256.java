package io.zonegate.hsm.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as {@code sha256sum} prints it. */
public final class Sha256 {
  private Sha256() {}

  /** The digest in lower-case hex, 64 digits. */
  public static String hex(byte[] octets) {
    return HexFormat.of().formatHex(of(octets));
  }

  /** The digest, 32 octets. */
  public static byte[] of(byte[] octets) {
    return function().digest(octets);
  }

  /** A fresh hash function, for octets that come one after the other. */
  public static MessageDigest function() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
  }
}
