package io.zonegate.signer.sign;

import io.zonegate.hsm.key.KeyVerifiers;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.zone.SignedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Makes many signatures with all sessions of the tokens, each verified in software straight after.
 * The first error stops all of them. Signatures are put into the RRsets in the order of the jobs,
 * whoever was first.
 */
final class SigningPool {

  private final TokenSpread spread;
  private final int sessionsPerToken;
  private final RrsigForm form;
  private final boolean verify;
  private final KeyVerifiers verifiers;
  private final AtomicIntegerArray perToken;
  private final Map<String, Integer> perKey = new LinkedHashMap<>();
  private final AtomicInteger verified = new AtomicInteger();
  private int numberOfFirst;

  SigningPool(Tokens tokens, KeyVerifiers verifiers, RrsigForm form, SafetyChecks checks) {
    this.spread = new TokenSpread(tokens.config().spread(), tokens.all());
    this.sessionsPerToken = tokens.config().sessionsPerToken();
    this.form = form;
    this.verify = checks == SafetyChecks.ON;
    this.perToken = new AtomicIntegerArray(spread.size());
    this.verifiers = verifiers;
  }

  /**
   * Makes all signatures; throws {@link SigningException} at the first that cannot be made or is
   * not right.
   */
  void sign(List<SignatureJob> jobs) {
    byte[][] signatures = new byte[jobs.size()][];
    AtomicInteger next = new AtomicInteger();
    int threads = Math.min(spread.threads(sessionsPerToken), Math.max(1, jobs.size()));
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(executor.submit(() -> work(jobs, signatures, next)));
      }
      await(workers);
    } finally {
      // After an interrupt the threads still run; they take no further job.
      next.set(jobs.size());
      executor.shutdown();
    }
    numberOfFirst += jobs.size();
    for (int i = 0; i < signatures.length; i++) {
      SignatureJob job = jobs.get(i);
      job.set().signatures().add(signatures[i]);
      perKey.merge(job.key().toString(), 1, Integer::sum);
    }
  }

  private static void await(List<Future<?>> workers) {
    RuntimeException first = null;
    for (Future<?> worker : workers) {
      try {
        worker.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          first = first == null ? cause : first;
        } else {
          throw new IllegalStateException("A signing thread died", e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while signing; nothing was written", e);
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private void work(List<SignatureJob> jobs, byte[][] signatures, AtomicInteger next) {
    try {
      for (int i = next.getAndIncrement(); i < jobs.size(); i = next.getAndIncrement()) {
        signatures[i] = sign(numberOfFirst + i, jobs.get(i));
      }
    } finally {
      // Ended by an error: no other thread takes a further job. Ended by the last job: there is
      // none.
      next.set(jobs.size());
    }
  }

  private byte[] sign(int number, SignatureJob job) {
    byte[] beginning = form.beginning(job.owner(), job.set(), job.key(), job.byKsk());
    byte[] message = SignedData.of(beginning, job.owner(), job.set());
    TokenSpread.Made made;
    try {
      made = spread.sign(number, job.key(), message);
    } catch (HsmException e) {
      throw new SigningException(
          SigningException.TOKEN_ERROR, e.tokenLabel(), job.toString(), e.getMessage(), e);
    }
    if (verify) {
      if (!verifiers.verify(job.key(), message, made.signature)) {
        String label = spread.token(made.token).label();
        throw new SigningException(
            SigningException.TOKEN_SIGNATURE,
            label,
            job.toString(),
            "made by token "
                + label
                + " with "
                + job.key()
                + ", it does not verify with the DNSKEY; run \"keys prove\" and take the token out.",
            null);
      }
      verified.incrementAndGet();
    }
    perToken.incrementAndGet(made.token);
    byte[] rdata = Arrays.copyOf(beginning, beginning.length + made.signature.length);
    System.arraycopy(made.signature, 0, rdata, beginning.length, made.signature.length);
    return rdata;
  }

  /** Signatures in the zone by label of the token that made them. */
  Map<String, Integer> perToken() {
    Map<String, Integer> result = new LinkedHashMap<>();
    for (int i = 0; i < spread.size(); i++) {
      result.put(spread.token(i).label(), perToken.get(i));
    }
    return result;
  }

  /** Signatures in the zone by key. */
  Map<String, Integer> perKey() {
    return perKey;
  }

  /** How many were verified in software. */
  int verified() {
    return verified.get();
  }

  List<String> failOvers() {
    return spread.failOvers();
  }
}
