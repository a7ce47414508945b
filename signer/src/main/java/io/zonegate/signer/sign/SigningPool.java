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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Makes many signatures with all sessions of the tokens, each verified in software straight after.
 * A session has a thread of its own that does nothing else: what is signed is prepared before, and
 * verified by other threads, so that a token never waits for this machine. The first error stops
 * all of them. Signatures are put into the RRsets in the order of the jobs, whoever was first. To
 * be closed, whatever happens.
 */
final class SigningPool implements AutoCloseable {

  /** Signatures that a session makes before they are handed on to be verified. */
  private static final int MOST_AT_ONCE = 16;

  /** After so many nanoseconds they are handed on in any case. */
  private static final long LONGEST = 5_000_000;

  private final TokenSpread spread;

  /** For each token as many threads as it has sessions. */
  private final List<ExecutorService> lanes = new ArrayList<>();

  private final int[] sessions;
  private final ExecutorService verification;
  private final RrsigForm form;
  private final boolean verify;
  private final KeyVerifiers verifiers;
  private final AtomicIntegerArray perToken;
  private final Map<ZoneKey, Integer> perKey = new LinkedHashMap<>();
  private final AtomicInteger verified = new AtomicInteger();
  private final Map<String, Integer> turnsOfGroup = new HashMap<>();
  private final SigningState state = new SigningState();

  SigningPool(
      Tokens tokens,
      List<ZoneKey> signers,
      KeyVerifiers verifiers,
      RrsigForm form,
      SafetyChecks checks) {
    this.spread = new TokenSpread(tokens.config().spread(), tokens.all(), signers);
    this.sessions =
        tokens.all().stream().mapToInt(t -> tokens.config().sessions(t.config())).toArray();
    for (int count : sessions) {
      lanes.add(Executors.newFixedThreadPool(count));
    }
    this.verification = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    this.form = form;
    this.verify = checks == SafetyChecks.ON;
    this.perToken = new AtomicIntegerArray(spread.size());
    this.verifiers = verifiers;
  }

  /** One signature on its way. */
  private static final class Task {
    final SignatureJob job;
    final int lane;
    final byte[] beginning;
    final byte[] message;
    TokenSpread.Made made;

    Task(SignatureJob job, int lane, byte[] beginning, byte[] message) {
      this.job = job;
      this.lane = lane;
      this.beginning = beginning;
      this.message = message;
    }

    byte[] rdata() {
      byte[] rdata = Arrays.copyOf(beginning, beginning.length + made.signature.length);
      System.arraycopy(made.signature, 0, rdata, beginning.length, made.signature.length);
      return rdata;
    }
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
    int[] laneOf = new int[jobs.size()];
    for (int i = 0; i < laneOf.length; i++) {
      ZoneKey key = jobs.get(i).key();
      laneOf[i] = spread.lane(turnsOfGroup.merge(key.group(), 1, Integer::sum) - 1, key);
    }
    Task[] tasks = new Task[laneOf.length];
    IntStream.range(0, tasks.length)
        .parallel()
        .forEach(i -> tasks[i] = prepared(jobs.get(i), laneOf[i]));
    Work work = new Work(tasks);
    for (int lane = 0; lane < sessions.length; lane++) {
      int here = lane;
      Queue<Task> queue = new ConcurrentLinkedQueue<>();
      Arrays.stream(tasks).filter(task -> task.lane == here).forEach(queue::add);
      for (int i = Math.min(sessions[lane], queue.size()); i > 0; i--) {
        lanes.get(lane).execute(() -> state.guard(() -> make(queue, work)));
      }
    }
    return work;
  }

  private Task prepared(SignatureJob job, int lane) {
    byte[] beginning = form.beginning(job.owner(), job.set(), job.key(), job.byKsk());
    return new Task(job, lane, beginning, SignedData.of(beginning, job.owner(), job.set()));
  }

  /** What the thread of a session does. */
  private void make(Queue<Task> queue, Work work) {
    List<Task> made = new ArrayList<>(MOST_AT_ONCE);
    long since = System.nanoTime();
    for (Task task = next(queue); task != null; task = next(queue)) {
      sign(task);
      made.add(task);
      long now = System.nanoTime();
      if (made.size() == MOST_AT_ONCE || now - since > LONGEST) {
        handOn(made, work);
        made = new ArrayList<>(MOST_AT_ONCE);
        since = now;
      }
    }
    if (!made.isEmpty()) {
      handOn(made, work);
    }
  }

  private Task next(Queue<Task> queue) {
    return state.stopped() ? null : queue.poll();
  }

  private void handOn(List<Task> made, Work work) {
    verification.execute(
        () ->
            state.guard(
                () -> {
                  made.forEach(this::verify);
                  work.done(made.size());
                }));
  }

  private void sign(Task task) {
    try {
      task.made = spread.sign(task.lane, task.job.key(), task.message);
    } catch (HsmException e) {
      throw new SigningException(
          SigningException.TOKEN_ERROR, e.tokenLabel(), task.job.toString(), e.getMessage(), e);
    }
  }

  private void verify(Task task) {
    if (verify) {
      if (!verifiers.verify(task.job.key(), task.message, task.made.signature)) {
        Token token = spread.token(task.made.token);
        throw new SigningException(
            SigningException.TOKEN_SIGNATURE,
            token.label(),
            task.job.toString(),
            "made by "
                + token
                + " with "
                + task.job.key()
                + ", it does not verify with the DNSKEY; run \"keys prove\" and take the token out.",
            null);
      }
      verified.incrementAndGet();
    }
    perToken.incrementAndGet(task.made.token);
  }

  /** The threads that verify. */
  ExecutorService verification() {
    return verification;
  }

  /** Takes no further job and waits for those that tokens are at, so that these can be closed. */
  @Override
  public void close() {
    state.stop();
    lanes.forEach(SigningPool::end);
    // Sessions hand on to it until they end.
    end(verification);
  }

  private static void end(ExecutorService threads) {
    threads.shutdown();
    try {
      boolean ended = threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      assert ended : "signing threads are still at work";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Signatures that are being made. */
  final class Work {
    private final Task[] tasks;
    private final AtomicInteger left;

    private Work(Task[] tasks) {
      this.tasks = tasks;
      this.left = new AtomicInteger(tasks.length);
    }

    private void done(int count) {
      if (left.addAndGet(-count) == 0) {
        state.changed();
      }
    }

    /** Waits for the end and puts the signatures into the RRsets; throws as {@link #sign} does. */
    void await() {
      state.await(() -> left.get() == 0);
      for (Task task : tasks) {
        task.job.set().sign(task.rdata());
        perKey.merge(task.job.key(), 1, Integer::sum);
      }
    }
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
