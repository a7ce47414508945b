package io.zonegate.verifier.zone;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Numbers in network byte order. */
public final class Bytes {
  private static final VarHandle INT16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /** The 16 bits at {@code offset}, 0 to 65535. */
  public static int uint16(byte[] bytes, int offset) {
    return (short) INT16.get(bytes, offset) & 0xffff;
  }

  /** The 32 bits at {@code offset}. */
  public static int int32(byte[] bytes, int offset) {
    return (int) INT32.get(bytes, offset);
  }

  /** Writes the low 16 bits of {@code value}. */
  public static void put16(byte[] bytes, int offset, int value) {
    INT16.set(bytes, offset, (short) value);
  }

  /** Writes 32 bits. */
  public static void put32(byte[] bytes, int offset, int value) {
    INT32.set(bytes, offset, value);
  }

  /**
   * Compares octets that stand behind their number (2 octets): as unsigned ones, a prefix first.
   */
  static int compareCounted(byte[] left, int leftAt, byte[] right, int rightAt) {
    return Arrays.compareUnsigned(
        left,
        leftAt,
        leftAt + uint16(left, leftAt - 2),
        right,
        rightAt,
        rightAt + uint16(right, rightAt - 2));
  }
}
