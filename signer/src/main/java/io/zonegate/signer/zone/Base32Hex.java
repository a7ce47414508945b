package io.zonegate.signer.zone;

/** Base 32 with extended hex alphabet, without padding (RFC 4648, 7), as in NSEC3. */
public enum Base32Hex {
  /** For owner names. */
  LOWER("0123456789abcdefghijklmnopqrstuv"),
  /** For RDATA. */
  UPPER("0123456789ABCDEFGHIJKLMNOPQRSTUV");

  private static final int BITS = 5;

  private final String digits;

  Base32Hex(String digits) {
    this.digits = digits;
  }

  /** Appends the digits of these octets. */
  public void append(TextOctets text, byte[] octets, int start, int end) {
    int value = 0;
    int bits = 0;
    for (int i = start; i < end; i++) {
      value = value << Byte.SIZE | (octets[i] & 0xff);
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(digits.charAt(value >> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(digits.charAt(value << (BITS - bits) & 31));
    }
  }
}
