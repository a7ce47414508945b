package io.zonegate.verifier.zone;

import java.util.Arrays;

/** Type bit maps of NSEC, NSEC3 and CSYNC (RFC 4034 section 4.1.2). */
public final class TypeBitmap {
  /** Longest bit map: 256 windows of 2 + 32 octets. */
  public static final int MAX_BYTES = 256 * 34;

  private TypeBitmap() {}

  /**
   * Writes the canonical bit map of the first {@code n} types to {@code out} and returns the end
   * offset. Sorts {@code types} in place; duplicates are allowed.
   */
  public static int write(int[] types, int n, byte[] out, int offset) {
    Arrays.sort(types, 0, n);
    int at = offset;
    int i = 0;
    while (i < n) {
      int window = types[i] >>> 8;
      int last = i;
      while (last + 1 < n && types[last + 1] >>> 8 == window) {
        last++;
      }
      int octets = ((types[last] & 0xff) >>> 3) + 1;
      out[at] = (byte) window;
      out[at + 1] = (byte) octets;
      Arrays.fill(out, at + 2, at + 2 + octets, (byte) 0);
      for (; i <= last; i++) {
        int low = types[i] & 0xff;
        out[at + 2 + (low >>> 3)] |= (byte) (0x80 >>> (low & 7));
      }
      at += 2 + octets;
    }
    return at;
  }

  /** The types that a well-formed bit map lists, ascending. */
  public static int[] read(byte[] bitmap, int offset, int end) {
    int[] types = new int[64];
    int n = 0;
    for (int p = offset; p < end; p += 2 + (bitmap[p + 1] & 0xff)) {
      for (int bit = 0; bit < (bitmap[p + 1] & 0xff) * 8; bit++) {
        if ((bitmap[p + 2 + (bit >>> 3)] & (0x80 >>> (bit & 7))) != 0) {
          if (n == types.length) {
            types = Arrays.copyOf(types, n * 2);
          }
          types[n++] = (bitmap[p] & 0xff) << 8 | bit;
        }
      }
    }
    return Arrays.copyOf(types, n);
  }
}
