package io.zonegate.verifier.ecdsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarsTest {
  private static List<BigInteger> values(Curve curve) {
    BigInteger n = curve.order();
    BigInteger max = BigInteger.ONE.shiftLeft(n.bitLength()).subtract(BigInteger.ONE);
    List<BigInteger> values = new ArrayList<>(List.of(BigInteger.ZERO, BigInteger.ONE, n, max));
    values.add(n.subtract(BigInteger.ONE));
    values.add(n.add(BigInteger.ONE));
    values.add(curve.field().modulus().subtract(n));
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      values.add(new BigInteger(n.bitLength() - i % 70, random));
    }
    return values;
  }

  private static byte[] octets(BigInteger value, int length) {
    byte[] octets = new byte[length + 2];
    for (int i = 0; i < length; i++) {
      octets[length - i] = value.shiftRight(8 * i).byteValue();
    }
    return octets;
  }

  private static BigInteger value(Curve curve, long[] x) {
    BigInteger value = BigInteger.ZERO;
    for (int i = curve.field().limbs() - 1; i >= 0; i--) {
      value = value.shiftLeft(curve.field().limbBits()).add(BigInteger.valueOf(x[i]));
    }
    return value;
  }

  @ParameterizedTest
  @EnumSource
  void numbersComeFromOctetsAndAreHeldAgainstTheOrder(Curve curve) {
    Scalars scalars = new Scalars(curve);
    long[] x = new long[curve.field().limbs()];
    BigInteger gap = curve.field().modulus().subtract(curve.order());
    for (BigInteger value : values(curve)) {
      scalars.put(x, 0, octets(value, curve.octets()), 1, curve.octets());
      assertThat(value(curve, x)).isEqualTo(value);
      assertThat(scalars.isInRange(x, 0))
          .isEqualTo(value.signum() > 0 && value.compareTo(curve.order()) < 0);
      assertThat(scalars.wraps(x, 0)).isEqualTo(value.compareTo(gap) < 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void productsAndInversesAreRight(Curve curve) {
    Scalars scalars = new Scalars(curve);
    BigInteger n = curve.order();
    int limbs = curve.field().limbs();
    BigInteger r = BigInteger.ONE.shiftLeft(limbs * curve.field().limbBits());
    long[] x = new long[limbs];
    long[] y = new long[limbs];
    long[] z = new long[limbs];
    for (BigInteger vx : values(curve)) {
      scalars.put(x, 0, vx);
      for (BigInteger vy : values(curve)) {
        scalars.put(y, 0, vy);
        scalars.multiply(z, 0, x, 0, y, 0);
        assertThat(value(curve, z)).isEqualTo(vx.multiply(vy).multiply(r.modInverse(n)).mod(n));
      }
      if (vx.mod(n).signum() != 0) {
        scalars.invert(z, 0, x, 0);
        assertThat(value(curve, z)).isEqualTo(vx.modInverse(n).multiply(r).mod(n));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void digitsAddUpAndAreWithinTheTable(Curve curve) {
    Scalars scalars = new Scalars(curve);
    long[] x = new long[curve.field().limbs()];
    for (int width = 3; width <= 14; width++) {
      int count = curve.order().bitLength() / width + 1;
      short[] digits = new short[2 * count];
      for (BigInteger value : values(curve)) {
        scalars.put(x, 0, value);
        scalars.digits(x, 0, width, count, digits, 1, 2);
        BigInteger sum = BigInteger.ZERO;
        for (int k = count - 1; k >= 0; k--) {
          int digit = digits[1 + 2 * k];
          assertThat(Math.abs(digit)).isLessThanOrEqualTo(1 << (width - 1));
          sum = sum.shiftLeft(width).add(BigInteger.valueOf(digit));
        }
        assertThat(sum).isEqualTo(value);
      }
    }
  }
}
