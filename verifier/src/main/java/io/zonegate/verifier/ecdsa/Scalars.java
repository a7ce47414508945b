package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Arithmetic modulo the order n of a curve, for the numbers of a signature. Numbers lie in long
 * arrays, limb by limb, the least significant first; they are plain, not negative and mostly below
 * n.
 */
final class Scalars {
  private final BigInteger order;
  private final int limbs;
  private final int bits;
  private final long mask;
  private final int shift;
  private final long[] n;
  private final long quotient;
  private final long[] gap;
  private final long[] t;

  /** Not thread-safe: it has a work space. Limbs are those of the curve's field. */
  Scalars(Curve curve) {
    this.order = curve.order();
    this.limbs = curve.field().limbs();
    this.bits = curve.field().limbBits();
    this.mask = (1L << bits) - 1;
    this.shift = (Long.SIZE - bits) / 2;
    this.n = new long[limbs];
    put(n, 0, order);
    this.gap = new long[limbs];
    put(gap, 0, curve.field().modulus().subtract(order));
    this.quotient = order.negate().modInverse(BigInteger.ONE.shiftLeft(bits)).longValueExact();
    this.t = new long[limbs + 1];
  }

  /** z = x y / R modulo n, below n, where R is 2 to the power of limbs x limb bits. */
  void multiply(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt) {
    int last = limbs - 1;
    int twice = 2 * shift;
    Arrays.fill(t, 0);
    for (int i = 0; i < limbs; i++) {
      long a = x[xAt + i] << shift;
      long b = y[yAt] << shift;
      long low = t[0] + ((a * b) >>> twice);
      long q = (low * quotient) & mask;
      long m = q << shift;
      long c = n[0] << shift;
      long carry = (low + ((m * c) >>> twice)) >> bits;
      long high = Math.multiplyHigh(a, b) + Math.multiplyHigh(m, c);
      for (int j = 1; j < limbs; j++) {
        b = y[yAt + j] << shift;
        c = n[j] << shift;
        t[j - 1] = t[j] + carry + high + ((a * b) >>> twice) + ((m * c) >>> twice);
        carry = 0;
        high = Math.multiplyHigh(a, b) + Math.multiplyHigh(m, c);
      }
      t[last] = high;
    }
    settle(z, zAt);
  }

  /** Carries, and takes n off if that leaves something. */
  private void settle(long[] z, int zAt) {
    long carry = 0;
    for (int i = 0; i < limbs; i++) {
      carry += t[i];
      t[i] = i == limbs - 1 ? carry : carry & mask;
      carry >>= bits;
    }
    long borrow = 0;
    for (int i = 0; i < limbs; i++) {
      borrow += t[i] - n[i];
      z[zAt + i] = borrow & mask;
      borrow >>= bits;
    }
    if (borrow < 0) {
      System.arraycopy(t, 0, z, zAt, limbs);
    }
  }

  private int compare(long[] x, int xAt, long[] y, int yAt) {
    for (int i = limbs - 1; i >= 0; i--) {
      if (x[xAt + i] != y[yAt + i]) {
        return x[xAt + i] < y[yAt + i] ? -1 : 1;
      }
    }
    return 0;
  }

  /** Whether a number is from 1 to n - 1. */
  boolean isInRange(long[] x, int xAt) {
    boolean zero = true;
    for (int i = 0; i < limbs; i++) {
      zero &= x[xAt + i] == 0;
    }
    return !zero && compare(x, xAt, n, 0) < 0;
  }

  /** Whether x + n is below the prime of the field. */
  boolean wraps(long[] x, int xAt) {
    return compare(x, xAt, gap, 0) < 0;
  }

  /** z = x + n, not carried. */
  void addOrder(long[] z, int zAt, long[] x, int xAt) {
    for (int i = 0; i < limbs; i++) {
      z[zAt + i] = x[xAt + i] + n[i];
    }
  }

  /** z = R / x modulo n, for x that is not 0. */
  void invert(long[] z, int zAt, long[] x, int xAt) {
    BigInteger value = BigInteger.ZERO;
    for (int i = limbs - 1; i >= 0; i--) {
      value = value.shiftLeft(bits).add(BigInteger.valueOf(x[xAt + i]));
    }
    put(z, zAt, value.modInverse(order).shiftLeft(limbs * bits).mod(order));
  }

  /** Puts a number below R. */
  void put(long[] z, int zAt, BigInteger value) {
    for (int i = 0; i < limbs; i++) {
      z[zAt + i] = value.shiftRight(i * bits).longValue() & mask;
    }
  }

  /** Puts a number of so many octets, the most significant first. */
  void put(long[] z, int zAt, byte[] octets, int from, int length) {
    long collected = 0;
    int have = 0;
    int limb = 0;
    for (int i = from + length - 1; i >= from; i--) {
      long octet = octets[i] & 0xff;
      collected |= octet << have;
      have += Byte.SIZE;
      if (have >= bits) {
        z[zAt + limb++] = collected & mask;
        have -= bits;
        collected = octet >>> (Byte.SIZE - have);
      }
    }
    z[zAt + limb++] = collected;
    while (limb < limbs) {
      z[zAt + limb++] = 0;
    }
  }

  /**
   * Writes a number as digits from -2^(w-1) + 1 to 2^(w-1), the least significant first.
   *
   * @param count number of digits, with at least one bit more than the number: the topmost takes a
   *     carry and gives none
   * @param step distance of a digit from the next in the array
   */
  void digits(long[] x, int xAt, int width, int count, short[] digits, int at, int step) {
    int carry = 0;
    int half = 1 << (width - 1);
    for (int k = 0; k < count; k++) {
      int from = k * width;
      int limb = from / bits;
      int bit = from - limb * bits;
      long value = limb < limbs ? x[xAt + limb] >>> bit : 0;
      if (bit + width > bits && limb + 1 < limbs) {
        value |= x[xAt + limb + 1] << (bits - bit);
      }
      int digit = (int) (value & ((1L << width) - 1)) + carry;
      carry = digit > half ? 1 : 0;
      digit -= carry << width;
      digits[at + k * step] = (short) digit;
    }
  }
}
