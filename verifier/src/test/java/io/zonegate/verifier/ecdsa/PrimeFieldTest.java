package io.zonegate.verifier.ecdsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The field against BigInteger, on edge values and with limbs as loose as they may be. */
class PrimeFieldTest {
  private static BigInteger value(PrimeField field, long[] x, int at) {
    BigInteger value = BigInteger.ZERO;
    for (int i = field.limbs() - 1; i >= 0; i--) {
      value = value.shiftLeft(field.limbBits()).add(BigInteger.valueOf(x[at + i]));
    }
    return value;
  }

  private static long[] limbs(PrimeField field, BigInteger value) {
    long[] limbs = new long[field.limbs()];
    long mask = (1L << field.limbBits()) - 1;
    for (int i = 0; i < limbs.length; i++) {
      BigInteger rest = value.shiftRight(i * field.limbBits());
      limbs[i] = i == limbs.length - 1 ? rest.longValueExact() : rest.longValue() & mask;
    }
    return limbs;
  }

  /** Raw values from -1.01 p to 2 p, the edges among them, in normal and in uneven limbs. */
  private static List<long[]> tight(PrimeField field) {
    BigInteger p = field.modulus();
    BigInteger r = BigInteger.ONE.shiftLeft(field.limbs() * field.limbBits());
    List<long[]> elements = new ArrayList<>();
    for (BigInteger base :
        List.of(
            BigInteger.ZERO,
            p,
            p.negate(),
            p.shiftLeft(1),
            r.mod(p),
            BigInteger.ONE.shiftLeft(p.bitLength()),
            BigInteger.ONE.shiftLeft(field.limbBits()),
            BigInteger.ONE.shiftLeft(2 * field.limbBits()))) {
      for (int d = -1; d <= 1; d++) {
        BigInteger value = base.add(BigInteger.valueOf(d));
        if (value.compareTo(p.shiftLeft(1)) <= 0) {
          elements.add(limbs(field, value));
        }
      }
    }
    Random random = new Random(field.limbs());
    long mask = (1L << field.limbBits()) - 1;
    for (int i = 0; i < 40; i++) {
      long[] element = limbs(field, new BigInteger(p.bitLength(), random));
      if (i % 2 == 1) {
        for (int limb = 0; limb < field.limbs() - 1; limb++) {
          element[limb] = random.nextInt(3) == 0 ? mask : random.nextInt(2) == 0 ? 0 : 1;
        }
      }
      if (i % 4 >= 2) {
        // The same value with one limb below zero.
        element[1] -= 1L << field.limbBits();
        element[2] += 1;
      }
      elements.add(element);
    }
    return elements;
  }

  private static List<long[]> loose(PrimeField field) {
    List<long[]> elements = new ArrayList<>();
    List<long[]> tight = tight(field);
    for (int i = 0; i < tight.size(); i++) {
      long[] z = new long[field.limbs()];
      field.difference(z, 0, tight.get(i), 0, tight.get(tight.size() - 1 - i), 0);
      elements.add(z);
      long[] negative = new long[field.limbs()];
      field.signedDifference(negative, 0, tight.get(i), 0, true, tight.get((i + 5) % 40), 0);
      elements.add(negative);
    }
    elements.addAll(tight);
    return elements;
  }

  private static void assertTight(PrimeField field, long[] z, BigInteger expected) {
    BigInteger p = field.modulus();
    BigInteger value = value(field, z, 0);
    assertThat(value.subtract(expected).mod(p)).isZero();
    assertThat(value).isBetween(p.negate(), p.shiftLeft(1));
  }

  @ParameterizedTest
  @EnumSource
  void productsAreRightAndTight(Curve curve) {
    PrimeField field = curve.field();
    BigInteger inverse =
        BigInteger.ONE.shiftLeft(field.limbs() * field.limbBits()).modInverse(field.modulus());
    long[] z = new long[field.limbs()];
    for (long[] x : loose(field)) {
      BigInteger vx = value(field, x, 0);
      for (long[] y : loose(field)) {
        field.multiply(z, 0, x, 0, y, 0);
        assertTight(field, z, vx.multiply(value(field, y, 0)).multiply(inverse));
      }
      field.square(z, 0, x, 0);
      assertTight(field, z, vx.multiply(vx).multiply(inverse));
      long[] same = x.clone();
      field.multiply(same, 0, same, 0, same, 0);
      assertTight(field, same, vx.multiply(vx).multiply(inverse));
    }
  }

  @ParameterizedTest
  @EnumSource
  void differencesAreRightAndTightenedOnesNearlyReduced(Curve curve) {
    PrimeField field = curve.field();
    BigInteger p = field.modulus();
    BigInteger margin = p.divide(BigInteger.valueOf(100));
    long[] z = new long[field.limbs()];
    for (long[] x : tight(field)) {
      for (long[] y : tight(field)) {
        BigInteger vx = value(field, x, 0);
        BigInteger vy = value(field, y, 0);
        field.difference(z, 0, x, 0, y, 0);
        assertThat(value(field, z, 0)).isEqualTo(vx.subtract(vy));
        field.signedDifference(z, 0, x, 0, true, y, 0);
        assertThat(value(field, z, 0)).isEqualTo(vx.negate().subtract(vy));
        field.signedDifference(z, 0, x, 0, false, y, 0);
        assertThat(value(field, z, 0)).isEqualTo(vx.subtract(vy));
        for (int times = 0; times <= 2; times++) {
          field.tighten(z, 0, x, 0, y, 0, times);
          BigInteger expected = vx.subtract(vy.multiply(BigInteger.valueOf(times)));
          assertThat(value(field, z, 0).subtract(expected).mod(p)).isZero();
          assertThat(value(field, z, 0)).isBetween(margin.negate(), p.add(margin));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void zeroIsKnownInEveryForm(Curve curve) {
    PrimeField field = curve.field();
    for (long[] x : loose(field)) {
      assertThat(field.isZero(x, 0))
          .isEqualTo(value(field, x, 0).mod(field.modulus()).signum() == 0);
    }
    for (int k = -3; k <= 3; k++) {
      BigInteger multiple = field.modulus().multiply(BigInteger.valueOf(k));
      assertThat(field.isZero(limbs(field, multiple), 0)).as("%d p", k).isTrue();
      assertThat(field.isZero(limbs(field, multiple.add(BigInteger.ONE)), 0)).isFalse();
      assertThat(field.isZero(limbs(field, multiple.subtract(BigInteger.ONE)), 0)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void inversesEntriesAndExitsAreRight(Curve curve) {
    PrimeField field = curve.field();
    BigInteger p = field.modulus();
    long[] z = new long[field.limbs()];
    Random random = new Random(7);
    List<BigInteger> values =
        new ArrayList<>(List.of(BigInteger.ONE, BigInteger.TWO, p.subtract(BigInteger.ONE)));
    for (int i = 0; i < 50; i++) {
      values.add(new BigInteger(p.bitLength(), random).mod(p));
    }
    for (BigInteger value : values) {
      field.enter(z, 0, value);
      assertThat(field.leave(z, 0)).isEqualTo(value);
      field.enter(z, 0, limbs(field, value), 0);
      assertThat(field.leave(z, 0)).isEqualTo(value);
      field.invert(z, 0, z, 0);
      assertThat(field.leave(z, 0)).isEqualTo(value.modInverse(p));
    }
    field.invert(z, 0, new long[field.limbs()], 0);
    assertThat(field.isZero(z, 0)).isTrue();
  }
}
