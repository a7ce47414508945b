package io.zonegate.signer.sign;

import io.zonegate.hsm.key.KeyVerifiers;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes many signatures with all sessions of the tokens, each verified in software straight after.
 * The first error stops all of them. Signatures are put into the RRsets in the order of the jobs,
 * whoever was first. To be closed, whatever happens.
 */
final class SigningPool implements AutoCloseable {

  private final TokenSpread spread;
  private final int threads;
  private final ExecutorService executor;
  private final RrsigForm form;
  private final boolean verify;
  private final KeyVerifiers verifiers;
  private final AtomicIntegerArray perToken;
  private final Map<ZoneKey, Integer> perKey = new LinkedHashMap<>();
  private final AtomicInteger verified = new AtomicInteger();
  private final Map<String, Integer> turnsOfGroup = new HashMap<>();
  private volatile boolean stopped;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  SigningPool(
      Tokens tokens,
      List<ZoneKey> signers,
      KeyVerifiers verifiers,
      RrsigForm form,
      SafetyChecks checks) {
    this.spread = new TokenSpread(tokens.config().spread(), tokens.all(), signers);
    // While one thread verifies what it got, another has the session: tokens are not kept waiting.
    this.threads =
        spread.threads(tokens.config().sessionsPerToken())
            + (checks == SafetyChecks.ON ? Runtime.getRuntime().availableProcessors() : 0);
    this.executor = Executors.newFixedThreadPool(threads);
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
    begin(jobs).await();
  }

  /**
   * Begins to make signatures, after those that were begun before; the caller must wait for them in
   * this order.
   */
  Work begin(List<SignatureJob> jobs) {
    int[] turnOf = new int[jobs.size()];
    for (int i = 0; i < turnOf.length; i++) {
      turnOf[i] = turnsOfGroup.merge(jobs.get(i).key().group(), 1, Integer::sum) - 1;
    }
    Work work = new Work(jobs, turnOf);
    for (int i = 0; i < Math.min(threads, jobs.size()); i++) {
      work.workers.add(executor.submit(work));
    }
    return work;
  }

  /** Takes no further job and waits for those that tokens are at, so that these can be closed. */
  @Override
  public void close() {
    stopped = true;
    executor.shutdown();
    try {
      boolean ended = executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      assert ended : "signing threads are still at work";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Signatures that are being made. */
  final class Work implements Runnable {
    private final List<SignatureJob> jobs;
    private final int[] turnOf;
    private final byte[][] signatures;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Future<?>> workers = new ArrayList<>();

    private Work(List<SignatureJob> jobs, int[] turnOf) {
      this.jobs = jobs;
      this.turnOf = turnOf;
      this.signatures = new byte[jobs.size()][];
    }

    @Override
    public void run() {
      try {
        for (int i = next.getAndIncrement();
            i < jobs.size() && !stopped;
            i = next.getAndIncrement()) {
          signatures[i] = sign(turnOf[i], jobs.get(i));
        }
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
        stopped = true;
        throw e;
      }
    }

    /** Waits for the end and puts the signatures into the RRsets; throws as {@link #sign} does. */
    void await() {
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
      for (int i = 0; i < signatures.length; i++) {
        SignatureJob job = jobs.get(i);
        if (signatures[i] == null) {
          // A job that was begun later may have failed first.
          RuntimeException why = failure.get();
          throw why != null
              ? why
              : new IllegalStateException("Signing stopped before " + job + " was signed");
        }
        job.set().sign(signatures[i]);
        perKey.merge(job.key(), 1, Integer::sum);
      }
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
      if (!verifiers.verify(job.key(), message, made.signature)) {
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
    Map<String, Integer> result = new LinkedHashMap<>();
    perKey.forEach((key, made) -> result.merge(key.toString(), made, Integer::sum));
    return result;
  }

  /** How many were verified in software. */
  int verified() {
    return verified.get();
  }

  List<String> failOvers() {
    return spread.failOvers();
  }
}
