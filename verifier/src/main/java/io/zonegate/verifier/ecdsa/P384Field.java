package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;

/**
 * The field of P-384, p = 2^384 - 2^128 - 2^96 + 2^32 - 1 (FIPS 186-4 D.1.2.4), in seven limbs of
 * 56 bits; R is 2^392.
 *
 * <p>As {@link P256Field}, with limbs shifted left by 4 before they are multiplied. Here p is 2^32
 * - 1 modulo 2^56, and its negative inverse 2^32 + 1.
 */
final class P384Field extends PrimeField {
  private static final int BITS = 56;
  private static final long MASK = (1L << BITS) - 1;

  /** Bits of the topmost limb that are below 2^384. */
  private static final int TOP_BITS = 48;

  private static final long TOP_MASK = (1L << TOP_BITS) - 1;

  private static final BigInteger P =
      new BigInteger(
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
          16);

  P384Field() {
    super(P, 7, BITS);
  }

  @Override
  void multiply(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt) {
    long y0 = y[yAt + 0] << 4;
    long y1 = y[yAt + 1] << 4;
    long y2 = y[yAt + 2] << 4;
    long y3 = y[yAt + 3] << 4;
    long y4 = y[yAt + 4] << 4;
    long y5 = y[yAt + 5] << 4;
    long y6 = y[yAt + 6] << 4;
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    long t5 = 0;
    long t6 = 0;
    for (int i = 0; i < 7; i++) {
      long a = x[xAt + i] << 4;
      t0 += (a * y0) >>> 8;
      long q = (t0 + (t0 << 32)) & MASK;
      long n0 = t1 + Math.multiplyHigh(a, y0) + ((a * y1) >>> 8);
      n0 += ((t0 - q + ((q << 32) & MASK)) >> BITS) + (q >> 24) - ((q << 40) & MASK);
      long n1 = t2 + Math.multiplyHigh(a, y1) + ((a * y2) >>> 8);
      n1 -= (q >> 16) + ((q << 16) & MASK);
      long n2 = t3 + Math.multiplyHigh(a, y2) + ((a * y3) >>> 8) - (q >> 40);
      long n3 = t4 + Math.multiplyHigh(a, y3) + ((a * y4) >>> 8);
      long n4 = t5 + Math.multiplyHigh(a, y4) + ((a * y5) >>> 8);
      long n5 = t6 + Math.multiplyHigh(a, y5) + ((a * y6) >>> 8) + ((q << 48) & MASK);
      t6 = Math.multiplyHigh(a, y6) + (q >> 8);
      t0 = n0;
      t1 = n1;
      t2 = n2;
      t3 = n3;
      t4 = n4;
      t5 = n5;
    }
    t1 += t0 >> BITS;
    t2 += t1 >> BITS;
    t3 += t2 >> BITS;
    t4 += t3 >> BITS;
    t5 += t4 >> BITS;
    z[zAt] = t0 & MASK;
    z[zAt + 1] = t1 & MASK;
    z[zAt + 2] = t2 & MASK;
    z[zAt + 3] = t3 & MASK;
    z[zAt + 4] = t4 & MASK;
    z[zAt + 5] = t5 & MASK;
    z[zAt + 6] = t6 + (t5 >> BITS);
  }

  @Override
  void square(long[] z, int zAt, long[] x, int xAt) {
    long x0 = x[xAt + 0] << 4;
    long x1 = x[xAt + 1] << 4;
    long x2 = x[xAt + 2] << 4;
    long x3 = x[xAt + 3] << 4;
    long x4 = x[xAt + 4] << 4;
    long x5 = x[xAt + 5] << 4;
    long x6 = x[xAt + 6] << 4;
    long d0 = x0 << 1;
    long d1 = x1 << 1;
    long d2 = x2 << 1;
    long d3 = x3 << 1;
    long d4 = x4 << 1;
    long d5 = x5 << 1;
    long t0 = (x0 * x0) >>> 8;
    long t1 = Math.multiplyHigh(x0, x0) + ((d0 * x1) >>> 8);
    long t2 = Math.multiplyHigh(d0, x1) + ((d0 * x2) >>> 8) + ((x1 * x1) >>> 8);
    long t3 = Math.multiplyHigh(d0, x2) + ((d0 * x3) >>> 8) + Math.multiplyHigh(x1, x1);
    t3 += ((d1 * x2) >>> 8);
    long t4 = Math.multiplyHigh(d0, x3) + ((d0 * x4) >>> 8) + Math.multiplyHigh(d1, x2);
    t4 += ((d1 * x3) >>> 8) + ((x2 * x2) >>> 8);
    long t5 = Math.multiplyHigh(d0, x4) + ((d0 * x5) >>> 8) + Math.multiplyHigh(d1, x3);
    t5 += ((d1 * x4) >>> 8) + Math.multiplyHigh(x2, x2) + ((d2 * x3) >>> 8);
    long t6 = Math.multiplyHigh(d0, x5) + ((d0 * x6) >>> 8) + Math.multiplyHigh(d1, x4);
    t6 += ((d1 * x5) >>> 8) + Math.multiplyHigh(d2, x3) + ((d2 * x4) >>> 8);
    t6 += ((x3 * x3) >>> 8);
    long t7 = Math.multiplyHigh(d0, x6) + Math.multiplyHigh(d1, x5) + ((d1 * x6) >>> 8);
    t7 += Math.multiplyHigh(d2, x4) + ((d2 * x5) >>> 8) + Math.multiplyHigh(x3, x3);
    t7 += ((d3 * x4) >>> 8);
    long t8 = Math.multiplyHigh(d1, x6) + Math.multiplyHigh(d2, x5) + ((d2 * x6) >>> 8);
    t8 += Math.multiplyHigh(d3, x4) + ((d3 * x5) >>> 8) + ((x4 * x4) >>> 8);
    long t9 = Math.multiplyHigh(d2, x6) + Math.multiplyHigh(d3, x5) + ((d3 * x6) >>> 8);
    t9 += Math.multiplyHigh(x4, x4) + ((d4 * x5) >>> 8);
    long t10 = Math.multiplyHigh(d3, x6) + Math.multiplyHigh(d4, x5) + ((d4 * x6) >>> 8);
    t10 += ((x5 * x5) >>> 8);
    long t11 = Math.multiplyHigh(d4, x6) + Math.multiplyHigh(x5, x5) + ((d5 * x6) >>> 8);
    long t12 = Math.multiplyHigh(d5, x6) + ((x6 * x6) >>> 8);
    long t13 = Math.multiplyHigh(x6, x6);
    for (int i = 0; i < 7; i++) {
      long q = (t0 + (t0 << 32)) & MASK;
      t1 += ((t0 - q + ((q << 32) & MASK)) >> BITS) + (q >> 24) - ((q << 40) & MASK);
      t2 -= (q >> 16) + ((q << 16) & MASK);
      t3 -= q >> 40;
      t6 += (q << 48) & MASK;
      t7 += q >> 8;
      t0 = t1;
      t1 = t2;
      t2 = t3;
      t3 = t4;
      t4 = t5;
      t5 = t6;
      t6 = t7;
      t7 = t8;
      t8 = t9;
      t9 = t10;
      t10 = t11;
      t11 = t12;
      t12 = t13;
      t13 = 0;
    }
    t1 += t0 >> BITS;
    t2 += t1 >> BITS;
    t3 += t2 >> BITS;
    t4 += t3 >> BITS;
    t5 += t4 >> BITS;
    z[zAt] = t0 & MASK;
    z[zAt + 1] = t1 & MASK;
    z[zAt + 2] = t2 & MASK;
    z[zAt + 3] = t3 & MASK;
    z[zAt + 4] = t4 & MASK;
    z[zAt + 5] = t5 & MASK;
    z[zAt + 6] = t6 + (t5 >> BITS);
  }

  @Override
  void difference(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt) {
    z[zAt] = x[xAt] - y[yAt];
    z[zAt + 1] = x[xAt + 1] - y[yAt + 1];
    z[zAt + 2] = x[xAt + 2] - y[yAt + 2];
    z[zAt + 3] = x[xAt + 3] - y[yAt + 3];
    z[zAt + 4] = x[xAt + 4] - y[yAt + 4];
    z[zAt + 5] = x[xAt + 5] - y[yAt + 5];
    z[zAt + 6] = x[xAt + 6] - y[yAt + 6];
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
    z[zAt + 5] = (x[xAt + 5] ^ sign) - sign - y[yAt + 5];
    z[zAt + 6] = (x[xAt + 6] ^ sign) - sign - y[yAt + 6];
  }

  @Override
  void tighten(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt, int times) {
    long t0 = x[xAt] - times * y[yAt];
    long t1 = x[xAt + 1] - times * y[yAt + 1] + (t0 >> BITS);
    long t2 = x[xAt + 2] - times * y[yAt + 2] + (t1 >> BITS);
    long t3 = x[xAt + 3] - times * y[yAt + 3] + (t2 >> BITS);
    long t4 = x[xAt + 4] - times * y[yAt + 4] + (t3 >> BITS);
    long t5 = x[xAt + 5] - times * y[yAt + 5] + (t4 >> BITS);
    long t6 = x[xAt + 6] - times * y[yAt + 6] + (t5 >> BITS);
    // 2^384 is 2^128 + 2^96 - 2^32 + 1 modulo p.
    long over = t6 >> TOP_BITS;
    z[zAt] = (t0 & MASK) + over - (over << 32);
    z[zAt + 1] = (t1 & MASK) + (over << 40);
    z[zAt + 2] = (t2 & MASK) + (over << 16);
    z[zAt + 3] = t3 & MASK;
    z[zAt + 4] = t4 & MASK;
    z[zAt + 5] = t5 & MASK;
    z[zAt + 6] = t6 & TOP_MASK;
  }
}
