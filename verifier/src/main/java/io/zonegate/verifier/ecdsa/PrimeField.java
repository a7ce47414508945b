package io.zonegate.verifier.ecdsa;

import java.math.BigInteger;

/**
 * Arithmetic modulo the prime p of a curve, on elements that lie in long arrays, limb by limb, the
 * least significant first. Public data only: the time depends on the values.
 *
 * <p>An element stands for its value times R, where R is 2 to the power of limbs x limb bits
 * (Montgomery form). Its limbs are signed and need not be reduced: a <em>tight</em> element lies
 * between -1.01 p and 2 p, with limbs of one bit more than a limb has; a <em>loose</em> one, the
 * difference of two tight ones, within 4 p in either direction. All methods take loose elements and
 * give tight ones, except the two differences, which take tight and give loose.
 */
abstract class PrimeField {
  private static final int WINDOW = 5;

  private final BigInteger modulus;
  private final int limbs;
  private final int limbBits;
  private final BigInteger inverseOfR;
  private final long[] primeLimbs;
  private final long[] one;
  private final long[] rSquared;

  PrimeField(BigInteger modulus, int limbs, int limbBits) {
    this.modulus = modulus;
    this.limbs = limbs;
    this.limbBits = limbBits;
    BigInteger r = BigInteger.ONE.shiftLeft(limbs * limbBits);
    this.inverseOfR = r.modInverse(modulus);
    this.primeLimbs = split(modulus);
    this.one = split(r.mod(modulus));
    this.rSquared = split(r.multiply(r).mod(modulus));
  }

  /** The prime p. */
  final BigInteger modulus() {
    return modulus;
  }

  /** Number of limbs of an element. */
  final int limbs() {
    return limbs;
  }

  /** Bits of a limb. */
  final int limbBits() {
    return limbBits;
  }

  /** z = x y. The places may be the same. */
  abstract void multiply(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt);

  /** z = x x. The places may be the same. */
  abstract void square(long[] z, int zAt, long[] x, int xAt);

  /** z = x - y, loose; both are tight. */
  abstract void difference(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt);

  /** z = x - y or z = -x - y, loose; both are tight. */
  abstract void signedDifference(
      long[] z, int zAt, long[] x, int xAt, boolean negative, long[] y, int yAt);

  /** z = x - y times, within -0.01 p and 1.01 p; {@code times} is from 0 to 2, x may be loose. */
  abstract void tighten(long[] z, int zAt, long[] x, int xAt, long[] y, int yAt, int times);

  /** Whether x, loose, is 0 modulo p. */
  final boolean isZero(long[] x, int xAt) {
    long[] t = new long[limbs];
    tighten(t, 0, x, xAt, x, xAt, 0);
    long mask = (1L << limbBits) - 1;
    boolean zero = true;
    boolean prime = true;
    long carry = 0;
    for (int i = 0; i < limbs; i++) {
      carry += t[i];
      long limb = i == limbs - 1 ? carry : carry & mask;
      zero &= limb == 0;
      prime &= limb == primeLimbs[i];
      carry >>= limbBits;
    }
    return zero || prime;
  }

  /** z = 1. */
  final void setOne(long[] z, int zAt) {
    System.arraycopy(one, 0, z, zAt, limbs);
  }

  /** Puts a plain number, given by its limbs and less than p, into Montgomery form. */
  final void enter(long[] z, int zAt, long[] plain, int plainAt) {
    multiply(z, zAt, plain, plainAt, rSquared, 0);
  }

  /** Puts a number from 0 to p - 1 into Montgomery form, with limbs that are not negative. */
  final void enter(long[] z, int zAt, BigInteger value) {
    long[] element = split(value.shiftLeft(limbs * limbBits).mod(modulus));
    System.arraycopy(element, 0, z, zAt, limbs);
  }

  /** The number from 0 to p - 1 that an element stands for. */
  final BigInteger leave(long[] x, int xAt) {
    BigInteger value = BigInteger.ZERO;
    for (int i = limbs - 1; i >= 0; i--) {
      value = value.shiftLeft(limbBits).add(BigInteger.valueOf(x[xAt + i]));
    }
    return value.multiply(inverseOfR).mod(modulus);
  }

  /** z = 1 / x, by Fermat: x to the power of p - 2. Gives 0 for 0. */
  final void invert(long[] z, int zAt, long[] x, int xAt) {
    // Odd powers of x up to 2^WINDOW - 1; the places of the array hold x, x^3, x^5, ...
    long[] odd = new long[limbs << (WINDOW - 1)];
    long[] power = new long[limbs];
    square(power, 0, x, xAt);
    System.arraycopy(x, xAt, odd, 0, limbs);
    for (int i = limbs; i < odd.length; i += limbs) {
      multiply(odd, i, odd, i - limbs, power, 0);
    }
    setOne(power, 0);
    BigInteger exponent = modulus.subtract(BigInteger.TWO);
    int bit = exponent.bitLength() - 1;
    while (bit >= 0) {
      if (!exponent.testBit(bit)) {
        square(power, 0, power, 0);
        bit--;
        continue;
      }
      int low = Math.max(0, bit - WINDOW + 1);
      while (!exponent.testBit(low)) {
        low++;
      }
      int digit = 0;
      for (; bit >= low; bit--) {
        square(power, 0, power, 0);
        digit = digit << 1 | (exponent.testBit(bit) ? 1 : 0);
      }
      multiply(power, 0, power, 0, odd, (digit >> 1) * limbs);
    }
    System.arraycopy(power, 0, z, zAt, limbs);
  }

  private long[] split(BigInteger value) {
    long mask = (1L << limbBits) - 1;
    long[] split = new long[limbs];
    for (int i = 0; i < limbs; i++) {
      split[i] = value.shiftRight(i * limbBits).longValue() & mask;
    }
    return split;
  }
}
