package io.zonegate.bench;

import io.zonegate.verifier.ecdsa.SignatureBatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.Signature;

/**
 * Verifications per second of processor time, as {@code openssl speed} counts them: {@code java
 * VerifierRates SECONDS ALGORITHM VERIFIER...}, where a verifier is zonegate, ACCP, BC or JDK.
 * Prints a line with the algorithm, the verifier and the rate for each.
 */
public final class VerifierRates {
  private static final double NANOS = 1e9;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final SignedMessages signed;
  private final String algorithm;

  private VerifierRates(SignedMessages signed, String algorithm) {
    this.signed = signed;
    this.algorithm = algorithm;
  }

  /** Runs the verifiers named. */
  public static void main(String[] arguments) throws GeneralSecurityException {
    double seconds = Double.parseDouble(arguments[0]);
    String algorithm = arguments[1];
    VerifierRates rates =
        new VerifierRates(new SignedMessages(algorithm, SignatureBatch.CAPACITY), algorithm);
    for (int i = 2; i < arguments.length; i++) {
      rates.rate(arguments[i], seconds);
      System.out.printf("%s %s %.0f%n", algorithm, arguments[i], rates.rate(arguments[i], seconds));
    }
  }

  private double rate(String verifier, double seconds) throws GeneralSecurityException {
    boolean own = verifier.equals("zonegate");
    SignatureBatch batch = own ? VerifierBenchmark.batch(signed, algorithm) : null;
    Signature library = own ? null : VerifierBenchmark.verifier(signed, algorithm, verifier);
    boolean[] accepted = new boolean[SignatureBatch.CAPACITY];
    long verified = 0;
    long start = THREADS.getCurrentThreadCpuTime();
    long end = start + (long) (seconds * NANOS);
    while (THREADS.getCurrentThreadCpuTime() < end) {
      if (own) {
        VerifierBenchmark.verify(batch, signed, accepted);
      } else {
        for (int i = 0; i < SignatureBatch.CAPACITY; i++) {
          library.update(signed.messages[i]);
          if (!library.verify(signed.signatures[i])) {
            throw new IllegalStateException("a good signature was rejected");
          }
        }
      }
      verified += SignatureBatch.CAPACITY;
    }
    return verified * NANOS / (THREADS.getCurrentThreadCpuTime() - start);
  }
}
