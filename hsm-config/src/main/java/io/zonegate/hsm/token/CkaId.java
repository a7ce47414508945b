package io.zonegate.hsm.token;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * CKA_ID, the locator of a key on every token that holds it.
 *
 * @param hex lower-case hexadecimal, 1 to 64 octets
 */
public record CkaId(String hex) {

  private static final int RANDOM_OCTETS = 16;
  private static final int PREFIX_DIGITS = 8;

  /** Refuses anything but lower-case hexadecimal of 1 to 64 octets. */
  public CkaId {
    if (!hex.matches("([0-9a-f]{2}){1,64}")) {
      throw new IllegalArgumentException(
          "CKA_ID \"" + hex + "\" is not lower-case hexadecimal of 1 to 64 octets");
    }
  }

  /** A fresh one of 16 random octets: no counter or name that two sites could both give out. */
  public static CkaId random(SecureRandom random) {
    byte[] octets = new byte[RANDOM_OCTETS];
    random.nextBytes(octets);
    return of(octets);
  }

  /** The id with these octets. */
  public static CkaId of(byte[] octets) {
    return new CkaId(HexFormat.of().formatHex(octets));
  }

  /** The octets. */
  public byte[] octets() {
    return HexFormat.of().parseHex(hex);
  }

  /** The first eight digits, for labels and messages. */
  public String prefix() {
    return hex.substring(0, Math.min(PREFIX_DIGITS, hex.length()));
  }

  @Override
  public String toString() {
    return hex;
  }
}
