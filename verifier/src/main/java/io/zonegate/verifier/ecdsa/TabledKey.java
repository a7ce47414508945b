package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;
import java.util.Arrays;

/** A public key with the multiples of its point. Immutable. */
public final class TabledKey {
  /** A good number of bits of a digit: the table takes 2 MB for P-256 and 4 MB for P-384. */
  public static final int WIDTH = 11;

  private static final int LEAST_WIDTH = 3;

  private static final int MOST_WIDTH = 14;

  private final Curve curve;
  private final Multiples multiples;

  /**
   * Makes the table, which takes some tens of milliseconds.
   *
   * @param point x and y, each of {@link Curve#octets}, most significant first (RFC 6605 section
   *     4); a point of the curve, as {@code PublicKeyForm} makes sure
   * @param width bits of a digit, 3 to 14: with each one more the table is almost twice as large,
   *     and there are fewer additions
   */
  public TabledKey(Curve curve, byte[] point, int width) {
    if (point.length != 2 * curve.octets()) {
      throw new IllegalArgumentException(
          "a point of " + point.length + " octets; " + curve + " has " + 2 * curve.octets());
    }
    if (width < LEAST_WIDTH || width > MOST_WIDTH) {
      throw new IllegalArgumentException("digits of " + width + " bits; 3 to 14 are possible");
    }
    this.curve = curve;
    BigInteger x = new BigInteger(1, Arrays.copyOf(point, curve.octets()));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, curve.octets(), point.length));
    this.multiples = Multiples.of(curve, x, y, width);
  }

  /** The curve of the key. */
  public Curve curve() {
    return curve;
  }

  Multiples multiples() {
    return multiples;
  }
}
