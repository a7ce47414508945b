package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.signer.zone.SignedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
  private final Map<ZoneKey, SoftwareVerifier> verifiers = new HashMap<>();
  private final AtomicIntegerArray perToken;
  private final Map<String, Integer> perKey = new LinkedHashMap<>();
  private final AtomicInteger verified = new AtomicInteger();
  private final Map<String, Integer> turnsOfGroup = new HashMap<>();

  SigningPool(Tokens tokens, KeySet keySet, RrsigForm form, SafetyChecks checks) {
    this.spread = new TokenSpread(tokens.config().spread(), tokens.all(), keySet.keys());
    this.sessionsPerToken = tokens.config().sessionsPerToken();
    this.form = form;
    this.verify = checks == SafetyChecks.ON;
    this.perToken = new AtomicIntegerArray(spread.size());
    keySet.keys().forEach(key -> verifiers.put(key, new SoftwareVerifier(key.dnskey())));
  }

  /**
   * Makes all signatures; throws {@link SigningException} at the first that cannot be made or is
   * not right.
   */
  void sign(List<SignatureJob> jobs) {
    byte[][] signatures = new byte[jobs.size()][];
    int[] turnOf = new int[jobs.size()];
    for (int i = 0; i < turnOf.length; i++) {
      turnOf[i] = turnsOfGroup.merge(jobs.get(i).key().group(), 1, Integer::sum) - 1;
    }
    AtomicInteger next = new AtomicInteger();
    int threads = Math.min(spread.threads(sessionsPerToken), Math.max(1, jobs.size()));
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(executor.submit(() -> work(jobs, turnOf, signatures, next)));
      }
      await(workers);
    } finally {
      // After an interrupt the threads still run; they take no further job.
      next.set(jobs.size());
      executor.shutdown();
    }
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

  private void work(
      List<SignatureJob> jobs, int[] turnOf, byte[][] signatures, AtomicInteger next) {
    try {
      for (int i = next.getAndIncrement(); i < jobs.size(); i = next.getAndIncrement()) {
        signatures[i] = sign(turnOf[i], jobs.get(i));
      }
    } finally {
      // Ended by an error: no other thread takes a further job. Ended by the last job: there is
      // none.
      next.set(jobs.size());
    }
  }

  private byte[] sign(int turn, SignatureJob job) {
    byte[] beginning = form.beginning(job.owner(), job.set(), job.key(), job.byKsk());
    byte[] message = SignedData.of(beginning, job.owner(), job.set());
    TokenSpread.Made made;
    try {
      made = spread.sign(turn, job.key(), message);
    } catch (HsmException e) {
      throw new SigningException(
          SigningException.TOKEN_ERROR, e.tokenLabel(), job.toString(), e.getMessage(), e);
    }
    if (verify) {
      if (!verifiers.get(job.key()).verify(message, made.signature)) {
        Token token = spread.token(made.token);
        throw new SigningException(
            SigningException.TOKEN_SIGNATURE,
            token.label(),
            job.toString(),
            "made by "
                + token
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

  /**
   * Signatures in the zone by the token that made them: its label, and its site if there is one.
   */
  Map<String, Integer> perToken() {
    Map<String, Integer> result = new LinkedHashMap<>();
    for (int i = 0; i < spread.size(); i++) {
      result.put(spread.token(i).config().toString(), perToken.get(i));
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
