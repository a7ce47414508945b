package io.zonegate.verifier.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
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

  /**
   * Starts the threads; the deadline counts from here.
   *
   * @param count number of threads, at least 1
   */
  public Workers(int count, Duration deadline) {
    this.threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "zonegate-worker");
              thread.setDaemon(true);
              return thread;
            });
    this.deadline = deadline;
    this.end = System.nanoTime() + deadline.toNanos();
  }

  /** Applies the work to every item and returns the results in the items' order. */
  <T, R> List<R> map(List<T> items, Function<T, R> work) throws DeadlineException {
    if (System.nanoTime() - end >= 0) {
      throw late();
    }
    List<Future<R>> futures = new ArrayList<>();
    for (T item : items) {
      futures.add(threads.submit(() -> work.apply(item)));
    }
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> future : futures) {
        results.add(future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
      }
      return results;
    } catch (TimeoutException | CancellationException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeadlineException("interrupted");
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

  private DeadlineException late() {
    return new DeadlineException(
        "not done within the deadline of "
            + deadline.toSeconds()
            + " s; raise --deadline or --threads");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
