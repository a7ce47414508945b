package io.zonegate.bench;

import io.zonegate.verifier.ecdsa.SignatureBatch;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Random;

/**
 * The program's own verifier against a library for as long as one likes: {@code java
 * DifferentialRun SECONDS ALGORITHM LIBRARY}, where the library is ACCP, BC or JDK. Ever new keys;
 * half of the signatures have a bit changed in r, s or the message. Ends with 1 at the first
 * disagreement.
 */
public final class DifferentialRun {
  private static final long NANOS = 1_000_000_000L;

  private final Random random;
  private long compared;
  private long good;

  private DifferentialRun(long seed) {
    this.random = new Random(seed);
  }

  /** Runs, and prints how much was compared. */
  public static void main(String[] arguments) throws GeneralSecurityException {
    long seed = System.nanoTime();
    System.out.println("seed of the changes " + seed);
    DifferentialRun run = new DifferentialRun(seed);
    long end = System.nanoTime() + Long.parseLong(arguments[0]) * NANOS;
    while (System.nanoTime() - end < 0) {
      run.compareWithNewKey(arguments[1], arguments[2]);
    }
    System.out.printf(
        "%s against %s: %,d signatures, %,d of them good, no disagreement%n",
        arguments[1], arguments[2], run.compared, run.good);
  }

  private void compareWithNewKey(String algorithm, String library) throws GeneralSecurityException {
    SignedMessages signed = new SignedMessages(algorithm, SignatureBatch.CAPACITY);
    SignatureBatch batch = VerifierBenchmark.batch(signed, algorithm);
    Signature verifier = VerifierBenchmark.verifier(signed, algorithm, library);
    boolean[] accepted = new boolean[SignatureBatch.CAPACITY];
    for (int i = 0; i < SignatureBatch.CAPACITY; i++) {
      if (random.nextBoolean()) {
        byte[] octets = random.nextInt(4) == 0 ? signed.messages[i] : signed.signatures[i];
        octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
      }
      batch.add(signed.messages[i], SignedMessages.LENGTH, signed.signatures[i], 0);
    }
    batch.verify(accepted);
    for (int i = 0; i < SignatureBatch.CAPACITY; i++) {
      boolean expected;
      try {
        verifier.update(signed.messages[i]);
        expected = verifier.verify(signed.signatures[i]);
      } catch (SignatureException e) {
        // Numbers out of range.
        expected = false;
      }
      if (accepted[i] != expected) {
        System.err.printf("signature %d: ours %s, %s %s%n", i, accepted[i], library, expected);
        System.exit(1);
      }
      compared++;
      good += expected ? 1 : 0;
    }
  }
}
