package io.zonegate.verifier.zone;

import java.util.Arrays;

/**
 * Internet addresses in text form. Both methods write the address to {@code out} from {@code
 * offset} and say whether {@code [start, end)} is one and nothing else.
 */
final class AddressText {
  private AddressText() {}

  /** Four decimal numbers of 0 to 255 without leading zeros; writes 4 octets. */
  static boolean ipv4(byte[] text, int start, int end, byte[] out, int offset) {
    int parts = 0;
    int value = -1;
    for (int i = start; i <= end; i++) {
      int c = i == end ? '.' : text[i];
      if (c == '.') {
        if (value < 0 || parts == 4) {
          return false;
        }
        out[offset + parts++] = (byte) value;
        value = -1;
      } else if (c >= '0' && c <= '9') {
        boolean leadingZero = value == 0;
        value = (value < 0 ? 0 : value * 10) + c - '0';
        if (value > 255 || leadingZero) {
          return false;
        }
      } else {
        return false;
      }
    }
    return parts == 4;
  }

  /** RFC 4291 section 2.2, all three forms; writes 16 octets. */
  static boolean ipv6(byte[] text, int start, int end, byte[] out, int offset) {
    int at = offset;
    int last = offset + 16;
    int gap = -1;
    int p = start;
    if (p + 1 < end && text[p] == ':' && text[p + 1] == ':') {
      gap = at;
      p += 2;
    }
    while (p < end) {
      int groupStart = p;
      int value = 0;
      int digit = 0;
      while (p < end && p - groupStart < 5 && (digit = EncodedText.hexDigit(text[p])) >= 0) {
        value = value << 4 | digit;
        p++;
      }
      if (p < end && text[p] == '.') {
        if (at + 4 > last || !ipv4(text, groupStart, end, out, at)) {
          return false;
        }
        at += 4;
        break;
      }
      if (p == groupStart || p - groupStart > 4 || at == last) {
        return false;
      }
      out[at++] = (byte) (value >>> 8);
      out[at++] = (byte) value;
      if (p == end) {
        break;
      }
      if (text[p] != ':' || p + 1 == end) {
        return false;
      }
      p++;
      if (text[p] == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = at;
        p++;
      }
    }
    if (gap < 0 || at == last) {
      // "::" stands for at least one group (RFC 5952 section 4.2.2, and every server).
      return gap < 0 && at == last;
    }
    int tail = at - gap;
    System.arraycopy(out, gap, out, last - tail, tail);
    Arrays.fill(out, gap, last - tail, (byte) 0);
    return true;
  }
}
