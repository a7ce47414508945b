package io.zonegate.verifier.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Threads that work on ranges, and the deadline by which they must be done. Results come in the
 * order of the ranges, whichever thread was first.
 */
public final class Workers implements AutoCloseable {
  /** The deadline passed. */
  public static final class DeadlineException extends Exception {
    private static final long serialVersionUID = 1L;

    DeadlineException(String message) {
      super(message);
    }
  }

  private final ExecutorService threads;
  private final Duration deadline;
  private final long end;
  private final Progress progress;

  /** Starts the threads, for work that nobody watches; the deadline counts from here. */
  public Workers(int count, Duration deadline) {
    this(count, deadline, Duration.ZERO, new Progress());
  }

  /**
   * Starts the threads.
   *
   * @param count number of threads, at least 1
   * @param deadline the time that there is
   * @param spent how much of it is gone already
   * @param progress told how far the work has come
   */
  public Workers(int count, Duration deadline, Duration spent, Progress progress) {
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "zonegate-worker");
              thread.setDaemon(true);
              return thread;
            });
    this.deadline = deadline;
    this.progress = progress;
    this.end = System.nanoTime() + deadline.minus(spent).toNanos();
  }

  /**
   * What was done of some work before the deadline.
   *
   * @param results in the items' order; null where the deadline came first
   * @param late why something is missing; empty if nothing is
   */
  record Harvest<R>(List<R> results, String late) {
    /** Whether something is missing. */
    boolean isLate() {
      return !late.isEmpty();
    }

    /** The results that there are, in the items' order. */
    List<R> done() {
      return results.stream().filter(Objects::nonNull).toList();
    }
  }

  /** How far the work has come. */
  Progress progress() {
    return progress;
  }

  /** Applies the work to every item and returns the results in the items' order. */
  <T, R> List<R> map(List<T> items, Function<T, R> work) throws DeadlineException {
    Harvest<R> harvest = harvest(items, work);
    if (harvest.isLate()) {
      throw new DeadlineException(harvest.late());
    }
    return harvest.results();
  }

  /** Applies the work to as many items as the deadline allows. */
  <T, R> Harvest<R> harvest(List<T> items, Function<T, R> work) {
    List<Future<R>> futures = new ArrayList<>();
    boolean begun = System.nanoTime() - end < 0;
    for (T item : items) {
      futures.add(
          begun
              ? threads.submit(() -> work.apply(item))
              : CompletableFuture.failedFuture(new CancellationException()));
    }
    List<R> results = new ArrayList<>();
    String late = "";
    try {
      for (Future<R> future : futures) {
        try {
          results.add(future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | CancellationException e) {
          results.add(null);
          late = late();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          results.add(null);
          late = "interrupted";
        }
      }
      return new Harvest<>(results, late);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      futures.forEach(f -> f.cancel(true));
    }
  }

  private String late() {
    return "not done within the deadline of "
        + deadline.toSeconds()
        + " s; raise --deadline or --threads";
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
