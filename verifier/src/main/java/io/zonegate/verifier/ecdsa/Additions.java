package io.zonegate.verifier.ecdsa;

import java.util.Arrays;

/**
 * Additions of affine points that share one inversion (Montgomery's trick). First every addition is
 * planned, no point twice; then all are done at once. Not thread-safe.
 *
 * <p>A point is its x and right after it its y coordinate, both elements of the field. The sum of
 * (x, y) and (x2, y2) is x3 = s^2 - x - x2, y3 = s (x - x3) - y with the slope s = (y2 - y) / (x2 -
 * x). Points with the same x have no such slope; what came of them is told, not computed.
 */
final class Additions {
  private final PrimeField field;
  private final int limbs;
  private final long[] points;
  private final int[] targets;
  private final int[] summands;
  private final long[] differences;
  private final long[] products;
  private final long[] inverse;
  private final long[] rest;
  private final long[] slope;
  private final long[] work;
  private int planned;

  /**
   * @param points the array whose points are added to
   * @param capacity most additions at one time
   */
  Additions(PrimeField field, long[] points, int capacity) {
    this.field = field;
    this.limbs = field.limbs();
    this.points = points;
    this.targets = new int[capacity];
    this.summands = new int[capacity];
    this.differences = new long[capacity * limbs];
    this.products = new long[capacity * limbs];
    this.inverse = new long[limbs];
    this.rest = new long[limbs];
    this.slope = new long[limbs];
    this.work = new long[limbs];
  }

  /**
   * Plans to add a point of the table, or its negative, to the point at {@code target}.
   *
   * @param summand where the point of the table is
   */
  void plan(int target, long[] table, int summand, boolean negative) {
    field.difference(differences, planned * limbs, table, summand, points, target);
    targets[planned] = target;
    summands[planned] = negative ? ~summand : summand;
    planned++;
  }

  /**
   * Does what was planned, all with summands of this table. A point that has the x of its summand
   * stays as it is.
   *
   * @return the targets that stayed; usually none
   */
  int[] run(long[] table) {
    int[] coincident = new int[0];
    if (planned > 0 && !multiply()) {
      coincident = withdraw();
      if (planned > 0 && !multiply()) {
        throw new IllegalStateException("a product of numbers that are not 0 is 0");
      }
    }
    for (int i = planned - 1; i >= 0; i--) {
      if (i > 0) {
        field.multiply(inverse, 0, rest, 0, products, (i - 1) * limbs);
        field.multiply(rest, 0, rest, 0, differences, i * limbs);
        add(i, table, inverse);
      } else {
        add(i, table, rest);
      }
    }
    planned = 0;
    return coincident;
  }

  /** Finds the inverse of the product of all differences; false if it is 0. */
  private boolean multiply() {
    System.arraycopy(differences, 0, products, 0, limbs);
    for (int i = 1; i < planned; i++) {
      field.multiply(products, i * limbs, products, (i - 1) * limbs, differences, i * limbs);
    }
    field.invert(rest, 0, products, (planned - 1) * limbs);
    return !field.isZero(rest, 0);
  }

  /** Strikes the additions whose difference is 0 off the plan. */
  private int[] withdraw() {
    int[] struck = new int[planned];
    int kept = 0;
    int gone = 0;
    for (int i = 0; i < planned; i++) {
      if (field.isZero(differences, i * limbs)) {
        struck[gone++] = targets[i];
        continue;
      }
      targets[kept] = targets[i];
      summands[kept] = summands[i];
      System.arraycopy(differences, i * limbs, differences, kept * limbs, limbs);
      kept++;
    }
    planned = kept;
    return Arrays.copyOf(struck, gone);
  }

  private void add(int i, long[] table, long[] inverseDifference) {
    int x = targets[i];
    int y = x + limbs;
    boolean negative = summands[i] < 0;
    int summand = negative ? ~summands[i] : summands[i];
    field.signedDifference(slope, 0, table, summand + limbs, negative, points, y);
    field.multiply(slope, 0, slope, 0, inverseDifference, 0);
    // s^2 - x - x2 is s^2 - dx - 2 x.
    field.square(work, 0, slope, 0);
    field.difference(work, 0, work, 0, differences, i * limbs);
    field.tighten(work, 0, work, 0, points, x, 2);
    int dx = i * limbs;
    field.difference(differences, dx, points, x, work, 0);
    System.arraycopy(work, 0, points, x, limbs);
    field.multiply(work, 0, slope, 0, differences, dx);
    field.tighten(points, y, work, 0, points, y, 1);
  }
}
