package io.zonegate.verifier.zone;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a word in a master file, eight octets at a step: most of a signed zone's text is
 * base64 and names, and this search is the reader's hottest loop.
 */
final class Delimiters {
  private static final VarHandle INT64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** All delimiters but ';' and the backslash are below this octet, and little else is. */
  private static final int MARGIN = ')' + 1;

  private static final boolean[] STOPS = new boolean[256];

  static {
    for (char c : " \t\n\r;()\"\\\0".toCharArray()) {
      STOPS[c] = true;
    }
  }

  private Delimiters() {}

  /**
   * Index of the first octet in {@code [from, limit)} that is white space, a line end, {@code ;},
   * {@code (}, {@code )}, a quote, a backslash or 0; {@code limit} if there is none.
   */
  static int find(byte[] text, int from, int limit) {
    int p = from;
    while (p + 8 <= limit) {
      long octets = (long) INT64.get(text, p);
      long low = (octets - LOW_BITS * MARGIN) & ~octets;
      long semicolon = octets ^ (LOW_BITS * ';');
      long backslash = octets ^ (LOW_BITS * '\\');
      long hits =
          (low | ((semicolon - LOW_BITS) & ~semicolon) | ((backslash - LOW_BITS) & ~backslash))
              & HIGH_BITS;
      if (hits == 0) {
        p += 8;
        continue;
      }
      // The lowest hit is exact as far as the three tests go; those above it may be borrows.
      p += Long.numberOfTrailingZeros(hits) >>> 3;
      if (STOPS[text[p] & 0xff]) {
        return p;
      }
      p++;
    }
    while (p < limit && !STOPS[text[p] & 0xff]) {
      p++;
    }
    return p;
  }
}
