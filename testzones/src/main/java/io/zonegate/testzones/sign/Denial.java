package io.zonegate.testzones.sign;

import java.util.HexFormat;

/**
 * How a zone denies existence.
 *
 * @param nsec3 NSEC3 (RFC 5155), else NSEC
 * @param optOut whether insecure delegations, and empty non-terminals only above them, have no
 *     NSEC3
 * @param iterations additional iterations, 0 to 65535
 * @param salt hexadecimal, "" for none
 */
public record Denial(boolean nsec3, boolean optOut, int iterations, String salt) {

  /** NSEC. */
  public static Denial nsec() {
    return new Denial(false, false, 0, "");
  }

  /** NSEC3 as RFC 9276 asks for it: no further iterations, no salt. */
  public static Denial nsec3(boolean optOut) {
    return new Denial(true, optOut, 0, "");
  }

  /** The salt as octets. */
  public byte[] saltBytes() {
    return HexFormat.of().parseHex(salt);
  }
}
