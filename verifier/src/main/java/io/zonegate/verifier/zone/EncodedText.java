package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.util.Arrays;

/**
 * Octets in text form: hexadecimal, base32hex, base64 (RFC 4648). Each method writes to {@code out}
 * from {@code offset} and returns the end.
 */
final class EncodedText {
  private static final byte[] BASE64_VALUES =
      values("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", false);
  private static final byte[] BASE32HEX_VALUES = values("0123456789ABCDEFGHIJKLMNOPQRSTUV", true);

  private static final byte[] HEX_VALUES = values("0123456789ABCDEF", true);

  private EncodedText() {}

  private static byte[] values(String alphabet, boolean anyCase) {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
      if (anyCase) {
        values[Character.toLowerCase(alphabet.charAt(i))] = (byte) i;
      }
    }
    return values;
  }

  /** Value of a hexadecimal digit in any case, or -1. */
  static int hexDigit(byte digit) {
    return HEX_VALUES[digit & 0xff];
  }

  /** Hexadecimal digits of the tokens {@code [first, last)}. */
  static int hex(Entry entry, int first, int last, byte[] out, int offset) throws FormException {
    int at = offset;
    int high = -1;
    for (int t = first; t < last; t++) {
      for (int i = entry.start[t]; i < entry.end[t]; i++) {
        int digit = HEX_VALUES[entry.buffer[i] & 0xff];
        if (digit < 0) {
          throw new FormException("'" + entry.text(t) + "' is not hexadecimal");
        }
        if (high < 0) {
          high = digit;
        } else {
          if (at > RdataText.MAX_RDATA) {
            throw new FormException("RDATA is longer than 65,535 octets");
          }
          out[at++] = (byte) (high << 4 | digit);
          high = -1;
        }
      }
    }
    if (high >= 0) {
      throw new FormException("the hexadecimal data has an odd number of digits");
    }
    return at;
  }

  /** One token of hexadecimal digits, or {@code -} for none, behind an octet with their number. */
  static int hexCounted(Entry entry, int t, byte[] out, int offset) throws FormException {
    int at = offset;
    int digits = entry.end[t] - entry.start[t];
    if (entry.is(t, "-")) {
      out[at++] = 0;
      return at;
    }
    if ((digits & 1) != 0 || digits > 510) {
      throw new FormException(
          "'" + entry.text(t) + "' is not an even number of up to 510 hexadecimal digits");
    }
    out[at++] = (byte) (digits / 2);
    for (int i = entry.start[t]; i < entry.end[t]; i += 2) {
      int value = HEX_VALUES[entry.buffer[i] & 0xff] << 4 | HEX_VALUES[entry.buffer[i + 1] & 0xff];
      if (value < 0) {
        throw new FormException("'" + entry.text(t) + "' is not hexadecimal");
      }
      out[at++] = (byte) value;
    }
    return at;
  }

  /** One token of base32hex digits behind an octet with the number of octets. */
  static int base32Counted(Entry entry, int t, byte[] out, int offset) throws FormException {
    int at = offset;
    int countAt = at++;
    int bits = 0;
    int held = 0;
    int from = entry.start[t];
    // Eight digits are five octets; the digest of a hashed owner name is four times that.
    for (; from + 8 <= entry.end[t] && at - countAt < 240; from += 8) {
      long value = 0;
      for (int i = from; i < from + 8; i++) {
        value = value << 5 | BASE32HEX_VALUES[entry.buffer[i] & 0xff];
      }
      if (value < 0) {
        break;
      }
      out[at] = (byte) (value >>> 32);
      Bytes.put32(out, at + 1, (int) value);
      at += 5;
    }
    for (int i = from; i < entry.end[t]; i++) {
      int value = BASE32HEX_VALUES[entry.buffer[i] & 0xff];
      if (value < 0 || at - countAt > 255) {
        throw new FormException("'" + entry.text(t) + "' is not base32hex of up to 255 octets");
      }
      held = held << 5 | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        out[at++] = (byte) (held >>> bits);
      }
    }
    if (bits >= 5 || (held & ((1 << bits) - 1)) != 0 || at == countAt + 1) {
      throw new FormException("'" + entry.text(t) + "' is not base32hex: truncated");
    }
    out[countAt] = (byte) (at - countAt - 1);
    return at;
  }

  /** Base64 digits of the tokens {@code [first, last)}. */
  static int base64(Entry entry, int first, int last, byte[] out, int offset) throws FormException {
    int at = offset;
    int held = 0;
    int bits = 0;
    int symbols = 0;
    int padding = 0;
    for (int t = first; t < last; t++) {
      int from = entry.start[t];
      if (bits == 0 && padding == 0) {
        int quads = quads(entry.buffer, from, entry.end[t], out, at);
        from += 4 * quads;
        at += 3 * quads;
        symbols += 4 * quads;
      }
      for (int i = from; i < entry.end[t]; i++) {
        byte b = entry.buffer[i];
        if (b == '=') {
          padding++;
          continue;
        }
        int value = BASE64_VALUES[b & 0xff];
        if (value < 0 || padding > 0) {
          throw new FormException("'" + entry.text(t) + "' is not base64");
        }
        symbols++;
        held = held << 6 | value;
        bits += 6;
        if (bits >= 8) {
          if (at > RdataText.MAX_RDATA) {
            throw new FormException("RDATA is longer than 65,535 octets");
          }
          bits -= 8;
          out[at++] = (byte) (held >>> bits);
        }
      }
    }
    if ((symbols + padding) % 4 != 0 || padding > 2 || (held & ((1 << bits) - 1)) != 0) {
      throw new FormException("the base64 data is truncated or has wrong padding");
    }
    return at;
  }

  /**
   * Decodes groups of four digits, three octets each, up to the first that is not made of digits or
   * would leave too little room, and returns their number.
   */
  private static int quads(byte[] text, int from, int end, byte[] out, int offset) {
    int at = offset;
    int i = from;
    for (; i + 4 <= end && at + 3 <= RdataText.MAX_RDATA; i += 4) {
      int value =
          BASE64_VALUES[text[i] & 0xff] << 18
              | BASE64_VALUES[text[i + 1] & 0xff] << 12
              | BASE64_VALUES[text[i + 2] & 0xff] << 6
              | BASE64_VALUES[text[i + 3] & 0xff];
      if (value < 0) {
        break;
      }
      out[at] = (byte) (value >>> 16);
      out[at + 1] = (byte) (value >>> 8);
      out[at + 2] = (byte) value;
      at += 3;
    }
    return (i - from) / 4;
  }
}
