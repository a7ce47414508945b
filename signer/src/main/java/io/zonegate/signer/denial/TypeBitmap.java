package io.zonegate.signer.denial;

import java.io.ByteArrayOutputStream;
import java.util.SortedSet;

/**
 * The type bitmaps field (RFC 4034, 4.1.2): window number, length, bits; windows in ascending
 * order, none empty.
 */
final class TypeBitmap {

  private static final int WINDOW = 256;
  private static final int OCTETS_PER_WINDOW = 32;

  private TypeBitmap() {}

  static byte[] of(SortedSet<Integer> types) {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    byte[] bits = new byte[OCTETS_PER_WINDOW];
    int window = -1;
    int length = 0;
    for (int type : types) {
      if (type / WINDOW != window) {
        write(field, window, bits, length);
        window = type / WINDOW;
        bits = new byte[OCTETS_PER_WINDOW];
      }
      int bit = type % WINDOW;
      bits[bit / 8] |= (byte) (0x80 >> (bit % 8));
      length = bit / 8 + 1;
    }
    write(field, window, bits, length);
    return field.toByteArray();
  }

  private static void write(ByteArrayOutputStream field, int window, byte[] bits, int length) {
    if (window >= 0) {
      field.write(window);
      field.write(length);
      field.write(bits, 0, length);
    }
  }
}
