package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;

/**
 * The field of P-256, p = 2^256 - 2^224 + 2^192 + 2^96 - 1 (FIPS 186-4 D.1.2.3), in five limbs of
 * 52 bits; R is 2^260.
 *
 * <p>Two limbs multiplied give 104 bits and more. Both are first shifted left by 6, so that the
 * high half of the product holds what belongs to the next limb, and the low half, shifted right by
 * 12, the 52 bits of this one. Since p is -1 modulo 2^52, the Montgomery quotient of a step is the
 * lowest limb itself, and its product with p is made of shifts.
 */
final class P256Field extends PrimeField {
  private static final int BITS = 52;
  private static final long MASK = (1L << BITS) - 1;

  /** Bits of the topmost limb that are below 2^256. */
  private static final int TOP_BITS = 48;

  private static final long TOP_MASK = (1L << TOP_BITS) - 1;

  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  P256Field() {
    super(P, 5, BITS);
  }

  @Override
  void multiply(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt) {
    long y0 = y[yAt] << 6;
    long y1 = y[yAt + 1] << 6;
    long y2 = y[yAt + 2] << 6;
    long y3 = y[yAt + 3] << 6;
    long y4 = y[yAt + 4] << 6;
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < 5; i++) {
      long a = x[xAt + i] << 6;
      t0 += (a * y0) >>> 12;
      long q = t0 & MASK;
      long n0 =
          t1 + Math.multiplyHigh(a, y0) + ((a * y1) >>> 12) + (t0 >> BITS) + ((q << 44) & MASK);
      long n1 = t2 + Math.multiplyHigh(a, y1) + ((a * y2) >>> 12) + (q >> 8);
      long n2 = t3 + Math.multiplyHigh(a, y2) + ((a * y3) >>> 12) + ((q << 36) & MASK);
      long n3 = t4 + Math.multiplyHigh(a, y3) + ((a * y4) >>> 12);
      n3 += (q >> 16) - ((q << 16) & MASK) + ((q << 48) & MASK);
      t4 = Math.multiplyHigh(a, y4) - (q >> 36) + (q >> 4);
      t0 = n0;
      t1 = n1;
      t2 = n2;
      t3 = n3;
    }
    t1 += t0 >> BITS;
    t2 += t1 >> BITS;
    t3 += t2 >> BITS;
    z[zAt] = t0 & MASK;
    z[zAt + 1] = t1 & MASK;
    z[zAt + 2] = t2 & MASK;
    z[zAt + 3] = t3 & MASK;
    z[zAt + 4] = t4 + (t3 >> BITS);
  }

  @Override
  void square(long[] z, int zAt, long[] x, int xAt) {
    long x0 = x[xAt] << 6;
    long x1 = x[xAt + 1] << 6;
    long x2 = x[xAt + 2] << 6;
    long x3 = x[xAt + 3] << 6;
    long x4 = x[xAt + 4] << 6;
    long d0 = x0 << 1;
    long d1 = x1 << 1;
    long d2 = x2 << 1;
    long d3 = x3 << 1;
    long t0 = (x0 * x0) >>> 12;
    long t1 = Math.multiplyHigh(x0, x0) + ((d0 * x1) >>> 12);
    long t2 = Math.multiplyHigh(d0, x1) + ((d0 * x2) >>> 12) + ((x1 * x1) >>> 12);
    long t3 = Math.multiplyHigh(d0, x2) + ((d0 * x3) >>> 12);
    t3 += Math.multiplyHigh(x1, x1) + ((d1 * x2) >>> 12);
    long t4 = Math.multiplyHigh(d0, x3) + ((d0 * x4) >>> 12);
    t4 += Math.multiplyHigh(d1, x2) + ((d1 * x3) >>> 12) + ((x2 * x2) >>> 12);
    long t5 = Math.multiplyHigh(d0, x4) + Math.multiplyHigh(d1, x3) + ((d1 * x4) >>> 12);
    t5 += Math.multiplyHigh(x2, x2) + ((d2 * x3) >>> 12);
    long t6 = Math.multiplyHigh(d1, x4) + Math.multiplyHigh(d2, x3) + ((d2 * x4) >>> 12);
    t6 += (x3 * x3) >>> 12;
    long t7 = Math.multiplyHigh(d2, x4) + Math.multiplyHigh(x3, x3) + ((d3 * x4) >>> 12);
    long t8 = Math.multiplyHigh(d3, x4) + ((x4 * x4) >>> 12);
    long t9 = Math.multiplyHigh(x4, x4);
    for (int i = 0; i < 5; i++) {
      long q = t0 & MASK;
      t1 += (t0 >> BITS) + ((q << 44) & MASK);
      t2 += q >> 8;
      t3 += (q << 36) & MASK;
      t4 += (q >> 16) - ((q << 16) & MASK) + ((q << 48) & MASK);
      t5 += (q >> 4) - (q >> 36);
      t0 = t1;
      t1 = t2;
      t2 = t3;
      t3 = t4;
      t4 = t5;
      t5 = t6;
      t6 = t7;
      t7 = t8;
      t8 = t9;
      t9 = 0;
    }
    t1 += t0 >> BITS;
    t2 += t1 >> BITS;
    t3 += t2 >> BITS;
    z[zAt] = t0 & MASK;
    z[zAt + 1] = t1 & MASK;
    z[zAt + 2] = t2 & MASK;
    z[zAt + 3] = t3 & MASK;
    z[zAt + 4] = t4 + (t3 >> BITS);
  }

  @Override
  void difference(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt) {
    z[zAt] = x[xAt] - y[yAt];
    z[zAt + 1] = x[xAt + 1] - y[yAt + 1];
    z[zAt + 2] = x[xAt + 2] - y[yAt + 2];
    z[zAt + 3] = x[xAt + 3] - y[yAt + 3];
    z[zAt + 4] = x[xAt + 4] - y[yAt + 4];
  }

  @Override
  void signedDifference(long[] z, int zAt, long[] x, int xAt, boolean negative, long[] y, int yAt) {
    // -1 ^ v is -v - 1, and subtracting -1 makes it -v.
    long sign = negative ? -1 : 0;
    z[zAt] = (x[xAt] ^ sign) - sign - y[yAt];
    z[zAt + 1] = (x[xAt + 1] ^ sign) - sign - y[yAt + 1];
    z[zAt + 2] = (x[xAt + 2] ^ sign) - sign - y[yAt + 2];
    z[zAt + 3] = (x[xAt + 3] ^ sign) - sign - y[yAt + 3];
    z[zAt + 4] = (x[xAt + 4] ^ sign) - sign - y[yAt + 4];
  }

  @Override
  void tighten(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt, int times) {
    long t0 = x[xAt] - times * y[yAt];
    long t1 = x[xAt + 1] - times * y[yAt + 1] + (t0 >> BITS);
    long t2 = x[xAt + 2] - times * y[yAt + 2] + (t1 >> BITS);
    long t3 = x[xAt + 3] - times * y[yAt + 3] + (t2 >> BITS);
    long t4 = x[xAt + 4] - times * y[yAt + 4] + (t3 >> BITS);
    // 2^256 is 2^224 - 2^192 - 2^96 + 1 modulo p.
    long over = t4 >> TOP_BITS;
    z[zAt] = (t0 & MASK) + over;
    z[zAt + 1] = (t1 & MASK) - (over << 44);
    z[zAt + 2] = t2 & MASK;
    z[zAt + 3] = (t3 & MASK) - (over << 36);
    z[zAt + 4] = (t4 & TOP_MASK) + (over << 16);
  }
}
