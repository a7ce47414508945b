package io.zonegate.hsm.bench;

import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.PrivateKeyHandle;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Signatures a second that a token makes: C_SignInit and C_Sign alone, with the hash that goes
 * before, without any verification.
 */
public final class SignatureRate {

  /**
   * What is signed, so that it can never stand in an RRSIG: read as RRSIG RDATA these octets name
   * an algorithm ("n", 110) that does not exist.
   */
  private static final byte[] MESSAGE =
      "zonegate keys bench: this signature is worth nothing".getBytes(StandardCharsets.US_ASCII);

  private static final double NANOS = 1e9;

  private final Token token;
  private final ZoneKey key;

  /** The rate of one key on one token. */
  public SignatureRate(Token token, ZoneKey key) {
    this.token = token;
    this.key = key;
  }

  /** The session counts to measure: 1, 2, 4 and so on, and the most. */
  public static List<Integer> sessionCounts(int most) {
    List<Integer> counts = new ArrayList<>();
    for (int n = 1; n < most; n *= 2) {
      counts.add(n);
    }
    counts.add(most);
    return counts;
  }

  /**
   * The median of several runs after one that does not count.
   *
   * @param sessions how many sign at one time; no more than the token's pool has
   * @throws HsmException when the token fails
   */
  public double median(int sessions, Duration run, int runs) {
    measure(sessions, run);
    double[] rates = new double[runs];
    for (int i = 0; i < runs; i++) {
      rates[i] = measure(sessions, run);
    }
    Arrays.sort(rates);
    return runs % 2 == 1 ? rates[runs / 2] : (rates[runs / 2 - 1] + rates[runs / 2]) / 2;
  }

  private double measure(int sessions, Duration run) {
    ExecutorService threads = Executors.newFixedThreadPool(sessions);
    try {
      long start = System.nanoTime();
      long end = start + run.toNanos();
      List<Future<Long>> workers = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        workers.add(threads.submit(() -> token.with(session -> sign(session, end))));
      }
      long made = 0;
      for (Future<Long> worker : workers) {
        made += worker.get();
      }
      return made * NANOS / (System.nanoTime() - start);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("A signing thread died", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring", e);
    } finally {
      threads.shutdown();
    }
  }

  private long sign(TokenSession session, long end) {
    List<PrivateKeyHandle> found = session.findPrivate(key.id());
    if (found.size() != 1) {
      throw new HsmException(
          token.label(),
          key.toString(),
          found.size() + " private keys have this CKA_ID, exactly one must",
          "Run \"keys prove\" first; nothing is measured with a key that is in doubt.");
    }
    long made = 0;
    do {
      session.sign(found.get(0), key.algorithm(), MESSAGE);
      made++;
    } while (System.nanoTime() - end < 0);
    return made;
  }
}
