package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;

/**
 * Multiples of one point of a curve, so that any multiple of it is a sum of table entries. Row k
 * holds j 2^(wk) times the point for j from 1 to 2^(w-1), where w is the width of a digit in bits;
 * a digit may be negative, since the negative of (x, y) is (x, -y). Immutable: all threads share
 * it.
 */
final class Multiples {
  /** Bits of a digit for the generator, whose table all keys share: 6.5 MB for P-256. */
  private static final int GENERATOR_WIDTH = 13;

  private final PrimeField field;
  private final int limbs;
  private final int width;
  private final int rows;
  private final long[] points;

  private Multiples(Curve curve, BigInteger x, BigInteger y, int width) {
    this.field = curve.field();
    this.limbs = field.limbs();
    this.width = width;
    // One bit more than the order has: a negative digit carries into the next one.
    this.rows = curve.order().bitLength() / width + 1;
    this.points = new long[(2 * limbs * rows) << (width - 1)];
    field.enter(points, 0, x);
    field.enter(points, limbs, y);
    int last = 1 << (width - 1);
    Additions additions = new Additions(field, points, last);
    for (int row = 0; row < rows; row++) {
      if (row > 0) {
        twice(at(row - 1, last), at(row, 1));
      }
      twice(at(row, 1), at(row, 2));
      fill(row, last, additions);
    }
  }

  /** The table of the curve's generator. */
  static Multiples ofGenerator(Curve curve) {
    return new Multiples(curve, curve.generatorX(), curve.generatorY(), GENERATOR_WIDTH);
  }

  /**
   * The table of a point that is known to lie on the curve.
   *
   * @param width bits of a digit, 3 to 14
   */
  static Multiples of(Curve curve, BigInteger x, BigInteger y, int width) {
    return new Multiples(curve, x, y, width);
  }

  /** Number of rows, which is the number of digits of a scalar. */
  int rows() {
    return rows;
  }

  /** Bits of a digit. */
  int width() {
    return width;
  }

  /** Where the table's point for a digit from 1 to 2^(w-1) is in {@link #points}. */
  int at(int row, int digit) {
    return 2 * limbs * ((row << (width - 1)) + digit - 1);
  }

  /** All points; only to be read. */
  long[] points() {
    return points;
  }

  /** From the first two multiples to all of a row: with m known, m + 1 to 2m - 1 follow at once. */
  private void fill(int row, int last, Additions additions) {
    int known = 2;
    while (known < last) {
      int more = Math.min(known - 1, last - known);
      for (int j = 1; j <= more; j++) {
        System.arraycopy(points, at(row, j), points, at(row, known + j), 2 * limbs);
        additions.plan(at(row, known + j), points, at(row, known), false);
      }
      // The order is a prime far above the factors, so no two of these have the same x.
      additions.run(points);
      known += more;
    }
  }

  /** Puts twice a point, by its tangent's slope (3 x^2 - 3) / 2 y, at another place. */
  private void twice(int from, int to) {
    BigInteger p = field.modulus();
    BigInteger x = field.leave(points, from);
    BigInteger y = field.leave(points, from + limbs);
    BigInteger three = BigInteger.valueOf(3);
    BigInteger slope =
        x.multiply(x)
            .subtract(BigInteger.ONE)
            .multiply(three)
            .multiply(y.shiftLeft(1).modInverse(p));
    BigInteger x3 = slope.multiply(slope).subtract(x.shiftLeft(1)).mod(p);
    field.enter(points, to, x3);
    field.enter(points, to + limbs, slope.multiply(x.subtract(x3)).subtract(y).mod(p));
  }
}
