package io.zonegate.testzones.sign;

import java.math.BigInteger;
import java.util.function.BiPredicate;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Finds P-256 keys and signatures with a rare property. It walks d, d+1, d+2, ... and adds the base
 * point each time, which is far faster than making a key for each try.
 */
public final class KeySearch {

  private static final int BATCH = 1_024;
  private static final int LIMIT = 4_000_000;

  private KeySearch() {}

  /**
   * A P-256 key whose tag is the wanted one: a true collision, found after 65,536 tries on average.
   *
   * @param flags DNSKEY flags under which the tag is to be had
   */
  public static SoftwareKey p256WithTag(int tag, int flags, long seed) {
    int algorithm = KeyAlgorithm.ECDSAP256.number();
    BigInteger scalar =
        walk(
            "tag " + tag,
            seed,
            (d, q) ->
                SoftwareKey.tag(SoftwareKey.rdata(flags, 3, algorithm, EcKey.encode(q))) == tag);
    return SoftwareKey.ec(new EcKey(EcKey.P256, scalar), KeyAlgorithm.ECDSAP256, KeyRole.ZSK)
        .withFlags(flags);
  }

  /**
   * A valid P-256 signature (64 octets) whose r and s begin with at least the given numbers of zero
   * octets; two in all take 65,536 tries on average.
   *
   * @param key a P-256 key
   */
  public static byte[] signatureWithLeadingZeros(
      SoftwareKey key, byte[] message, int zerosInR, int zerosInS, long seed) {
    if (!(key.signer() instanceof EcKey ec) || key.algorithm() != 13) {
      throw new IllegalArgumentException(key + " is no P-256 key; give one");
    }
    BiPredicate<BigInteger, ECPoint> fits =
        (nonce, point) ->
            leadingZeros(point.getAffineXCoord().getEncoded(), 0) >= zerosInR
                && leadingZeros(ec.signWithNonce(message, nonce, r(point)), 32) >= zerosInS;
    BigInteger nonce = walk("zeros " + zerosInR + " " + zerosInS, seed, fits);
    return ec.signWithNonce(message, nonce, r(EcKey.P256.getG().multiply(nonce).normalize()));
  }

  private static BigInteger r(ECPoint point) {
    return point.getAffineXCoord().toBigInteger().mod(EcKey.P256.getN());
  }

  private static int leadingZeros(byte[] bytes, int from) {
    int zeros = 0;
    while (bytes[from + zeros] == 0) {
      zeros++;
    }
    return zeros;
  }

  private static BigInteger walk(String goal, long seed, BiPredicate<BigInteger, ECPoint> fits) {
    BigInteger scalar = EcKey.generate(EcKey.P256, new SeededBytes(goal, seed)).scalar();
    ECPoint base = EcKey.P256.getG();
    ECPoint point = base.multiply(scalar);
    for (int tried = 0; tried < LIMIT; tried += BATCH) {
      ECPoint[] batch = new ECPoint[BATCH];
      for (int i = 0; i < BATCH; i++) {
        batch[i] = point;
        point = point.add(base);
      }
      ECPoint[] normalized = batch.clone();
      EcKey.P256.getCurve().normalizeAll(normalized);
      for (int i = 0; i < BATCH; i++) {
        BigInteger candidate = scalar.add(BigInteger.valueOf((long) tried + i));
        if (fits.test(candidate, normalized[i])) {
          return candidate.mod(EcKey.P256.getN());
        }
      }
    }
    throw new IllegalStateException(
        "search for " + goal + " found nothing in " + LIMIT + " tries; give another seed");
  }
}
