package io.zonegate.verifier.ecdsa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The batch verifier against the JDK, on signatures made to meet every exceptional case. */
class SignatureBatchTest {
  private static final int SMALL = 5;

  private static BigInteger number(long value) {
    return BigInteger.valueOf(value);
  }

  private static BigInteger random(Curve curve, Random random) {
    return new BigInteger(curve.order().bitLength() + 64, random).mod(curve.order());
  }

  private static ECPoint key(Curve curve, int seed) {
    return MadeSignature.generator(curve).multiply(random(curve, new Random(seed))).normalize();
  }

  /** What the batch says of signatures of one key. */
  private static boolean[] verify(List<MadeSignature> signatures, int width) {
    MadeSignature any = signatures.get(0);
    SignatureBatch batch =
        new SignatureBatch(new TabledKey(any.curve(), any.point(), width), signatures.size());
    for (MadeSignature signature : signatures) {
      batch.add(signature.hash(), signature.octets(), 0);
    }
    boolean[] accepted = new boolean[signatures.size()];
    batch.verify(accepted);
    assertThat(batch.size()).isZero();
    return accepted;
  }

  private static void assertAllAccepted(List<MadeSignature> signatures) throws Exception {
    boolean[] accepted = verify(signatures, SMALL);
    for (int i = 0; i < accepted.length; i++) {
      assertThat(signatures.get(i).jdkAccepts()).as("JDK %d", i).isTrue();
      assertThat(accepted[i]).as("signature %d", i).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void extremeNumbersAreAccepted(Curve curve) throws Exception {
    BigInteger n = curve.order();
    BigInteger one = BigInteger.ONE;
    BigInteger half = n.shiftRight(1);
    ECPoint key = key(curve, 1);
    List<MadeSignature> signatures = new ArrayList<>();
    List<BigInteger> numbers = new ArrayList<>(List.of(one, BigInteger.TWO, half));
    numbers.addAll(List.of(half.add(one), n.subtract(one), n.subtract(BigInteger.TWO)));
    for (int bit = 0; bit < n.bitLength(); bit += 11) {
      numbers.add(one.shiftLeft(bit));
      numbers.add(one.shiftLeft(bit).subtract(one).max(one));
    }
    for (BigInteger u : numbers) {
      signatures.add(MadeSignature.of(curve, key, BigInteger.ZERO, u));
      signatures.add(MadeSignature.of(curve, key, u, one));
      signatures.add(MadeSignature.of(curve, key, u, n.subtract(u)));
    }
    assertAllAccepted(signatures);
  }

  @ParameterizedTest
  @EnumSource
  void numbersOfTheSignatureAtTheirLimitsAreAccepted(Curve curve) throws Exception {
    BigInteger n = curve.order();
    BigInteger u1 = random(curve, new Random(5));
    ECPoint nonce = MadeSignature.generator(curve).multiply(u1).normalize();
    BigInteger r = nonce.getAffineXCoord().toBigInteger().mod(n);
    // R is k G; with s chosen, the private key is (s k - e) / r.
    BigInteger max = BigInteger.ONE.shiftLeft(n.bitLength()).subtract(BigInteger.ONE);
    for (BigInteger e : List.of(BigInteger.ZERO, BigInteger.ONE, n, n.add(BigInteger.ONE), max)) {
      for (BigInteger s : List.of(BigInteger.ONE, BigInteger.TWO, n.subtract(BigInteger.ONE))) {
        BigInteger secret = s.multiply(u1).subtract(e).multiply(r.modInverse(n)).mod(n);
        ECPoint key = MadeSignature.generator(curve).multiply(secret).normalize();
        assertAllAccepted(List.of(new MadeSignature(curve, key, e, r, s)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void coordinateAboveTheOrderIsAcceptedAndItsNeighboursAreNot(Curve curve) throws Exception {
    // The sum's x is r + n. Such a point is found by its x; its logarithm is not needed.
    BigInteger n = curve.order();
    ECPoint sum = null;
    BigInteger x = n;
    while (sum == null) {
      x = x.add(BigInteger.ONE);
      sum = pointAt(curve, x);
    }
    BigInteger r = x.subtract(n);
    BigInteger u1 = random(curve, new Random(3));
    BigInteger u2 = random(curve, new Random(4));
    ECPoint key =
        sum.subtract(MadeSignature.generator(curve).multiply(u1))
            .multiply(u2.modInverse(n))
            .normalize();
    BigInteger s = r.multiply(u2.modInverse(n)).mod(n);
    MadeSignature good = new MadeSignature(curve, key, u1.multiply(s).mod(n), r, s);
    // The verifier of JDK 17 rejects this signature, so Bouncy Castle is asked.
    assertThat(good.bouncyCastleAccepts()).isTrue();
    assertThat(verify(List.of(good), SMALL)).containsExactly(true);
    // Written as r + n it fits the octets, and is out of range.
    MadeSignature written = good.with(good.e(), x, s);
    assertThat(verify(List.of(written), SMALL)).containsExactly(false);
    assertThat(written.bouncyCastleAccepts()).isFalse();

    // r is small here too, but the sum's x is neither r nor r + n.
    BigInteger next = r.add(BigInteger.ONE);
    BigInteger nextS = next.multiply(u2.modInverse(n)).mod(n);
    MadeSignature bad = good.with(u1.multiply(nextS).mod(n), next, nextS);
    assertThat(verify(List.of(bad), SMALL)).containsExactly(false);
    assertThat(bad.bouncyCastleAccepts()).isFalse();
    assertThat(verify(List.of(bad, good, written, good), SMALL))
        .containsExactly(false, true, false, true);
  }

  private static ECPoint pointAt(Curve curve, BigInteger x) {
    byte[] compressed = new byte[1 + curve.octets()];
    compressed[0] = 2;
    for (int i = 0; i < curve.octets(); i++) {
      compressed[curve.octets() - i] = x.shiftRight(8 * i).byteValue();
    }
    try {
      return MadeSignature.parameters(curve).getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersOutOfRangeAreNotAcceptedAndSpoilNoneBesideThem(Curve curve) throws Exception {
    BigInteger n = curve.order();
    BigInteger max = BigInteger.ONE.shiftLeft(n.bitLength()).subtract(BigInteger.ONE);
    MadeSignature good = MadeSignature.of(curve, key(curve, 2), number(77), number(99));
    List<MadeSignature> signatures = new ArrayList<>();
    for (BigInteger wrong : List.of(BigInteger.ZERO, n, n.add(BigInteger.ONE), max)) {
      signatures.add(good.with(good.e(), wrong, good.s()));
      signatures.add(good);
      signatures.add(good.with(good.e(), good.r(), wrong));
      signatures.add(good.with(good.e(), wrong, wrong));
    }
    boolean[] accepted = verify(signatures, SMALL);
    for (int i = 0; i < accepted.length; i++) {
      assertThat(accepted[i]).as("signature %d", i).isEqualTo(i % 4 == 1);
      assertThat(signatures.get(i).jdkAccepts()).isEqualTo(i % 4 == 1);
    }
    // The other solution of the same equation is as good.
    assertAllAccepted(List.of(good.with(good.e(), good.r(), n.subtract(good.s()))));
  }

  @ParameterizedTest
  @EnumSource
  void keysThatMeetTheTableOfTheGeneratorNeverMakeABadOneGood(Curve curve) throws Exception {
    ECPoint g = MadeSignature.generator(curve);
    Random random = new Random(9);
    int exceptional = 0;
    for (ECPoint key :
        List.of(g, g.negate(), g.twice(), g.twice().negate(), g.multiply(number(5)))) {
      List<MadeSignature> signatures = new ArrayList<>();
      for (int u1 = 0; u1 < 8; u1++) {
        for (int u2 = 1; u2 < 8; u2++) {
          signatures.add(MadeSignature.of(curve, key, number(u1), number(u2)));
        }
      }
      // Equal and opposite after the first digits, and different in the end.
      BigInteger far = BigInteger.ONE.shiftLeft(200);
      signatures.add(MadeSignature.of(curve, key, number(7), far.add(number(7))));
      signatures.add(MadeSignature.of(curve, key, far.add(number(7)), number(7)));
      for (int i = 0; i < 20; i++) {
        signatures.add(MadeSignature.of(curve, key, random(curve, random), random(curve, random)));
      }
      boolean[] accepted = verify(signatures, SMALL);
      for (int i = 0; i < accepted.length; i++) {
        boolean good = signatures.get(i).jdkAccepts();
        if (accepted[i]) {
          assertThat(good).as("signature %d", i).isTrue();
        } else if (good) {
          exceptional++;
        }
        boolean atRandom = i >= accepted.length - 20;
        assertThat(accepted[i] || !atRandom).as("random signature %d", i).isTrue();
      }
    }
    assertThat(exceptional).as("cases left to the library").isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void sumAtInfinityIsNotAccepted(Curve curve) throws Exception {
    ECPoint key = MadeSignature.generator(curve).negate();
    for (long u : new long[] {1, 2, 12345, Long.MAX_VALUE}) {
      MadeSignature nowhere = MadeSignature.of(curve, key, number(u), number(u));
      assertThat(verify(List.of(nowhere), SMALL)).containsExactly(false);
      assertThat(nowhere.jdkAccepts()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void changedSignaturesAreJudgedAsTheJdkDoes(Curve curve) throws Exception {
    Random random = new Random(11);
    ECPoint key = key(curve, 12);
    List<MadeSignature> signatures = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      MadeSignature good =
          MadeSignature.of(curve, key, random(curve, random), random(curve, random));
      BigInteger flip = BigInteger.ONE.shiftLeft(random.nextInt(8 * curve.octets()));
      signatures.add(
          switch (i % 5) {
            case 0 -> good.with(good.e().xor(flip), good.r(), good.s());
            case 1 -> good.with(good.e(), good.r().xor(flip), good.s());
            case 2 -> good.with(good.e(), good.r(), good.s().xor(flip));
            case 3 -> good.with(good.e(), good.s(), good.r());
            default -> good;
          });
    }
    boolean[] accepted = verify(signatures, TabledKey.WIDTH);
    for (int i = 0; i < accepted.length; i++) {
      assertThat(accepted[i]).as("signature %d", i).isEqualTo(signatures.get(i).jdkAccepts());
      assertThat(accepted[i]).as("signature %d", i).isEqualTo(i % 5 == 4);
    }
    boolean[] underAnotherKey =
        verify(
            signatures.stream()
                .map(s -> new MadeSignature(curve, key(curve, 13), s.e(), s.r(), s.s()))
                .toList(),
            SMALL);
    assertThat(underAnotherKey).doesNotContain(true);
  }

  @ParameterizedTest
  @EnumSource
  void everySizeOfBatchGivesEachSignatureItsOwnAnswer(Curve curve) {
    Random random = new Random(21);
    ECPoint key = key(curve, 22);
    List<MadeSignature> pool = new ArrayList<>();
    for (int i = 0; i < 48; i++) {
      MadeSignature good =
          MadeSignature.of(curve, key, random(curve, random), random(curve, random));
      pool.add(i % 3 == 1 ? good.with(good.e(), good.r(), good.s().flipBit(0)) : good);
    }
    SignatureBatch batch =
        new SignatureBatch(new TabledKey(curve, pool.get(0).point(), SMALL), 100);
    boolean[] accepted = new boolean[100];
    List<Integer> sizes = new ArrayList<>(List.of(0, 99));
    sizes.add(100);
    for (int size = 1; size <= 40; size++) {
      sizes.add(size);
    }
    for (int size : sizes) {
      int first = random.nextInt(48);
      for (int i = 0; i < size; i++) {
        MadeSignature signature = pool.get((first + i) % 48);
        batch.add(signature.hash(), signature.octets(), 0);
      }
      assertThat(batch.isFull()).isEqualTo(size == 100);
      Arrays.fill(accepted, false);
      batch.verify(accepted);
      for (int i = 0; i < size; i++) {
        assertThat(accepted[i]).as("%d of %d", i, size).isEqualTo((first + i) % 48 % 3 != 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tableHoldsTheMultiplesOfItsPoint(Curve curve) {
    ECPoint key = key(curve, 31);
    byte[] encoded = key.getEncoded(false);
    byte[] point = Arrays.copyOfRange(encoded, 1, encoded.length);
    for (int width = 3; width <= 6; width++) {
      Multiples table = new TabledKey(curve, point, width).multiples();
      for (int row = 0; row < table.rows(); row++) {
        for (int digit = 1; digit <= 1 << (width - 1); digit++) {
          ECPoint expected =
              key.multiply(number(digit).shiftLeft(row * width).mod(curve.order())).normalize();
          int at = table.at(row, digit);
          int y = at + curve.field().limbs();
          assertThat(curve.field().leave(table.points(), at))
              .isEqualTo(expected.getAffineXCoord().toBigInteger());
          assertThat(curve.field().leave(table.points(), y))
              .isEqualTo(expected.getAffineYCoord().toBigInteger());
        }
      }
    }
  }
}
