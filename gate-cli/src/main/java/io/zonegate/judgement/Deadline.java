package io.zonegate.judgement;

import io.zonegate.verifier.zone.ZoneReadException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time that a judgement has, and the reading of its inputs within it. */
final class Deadline {
  /** An input was not read within the deadline, so that there is no time left to judge. */
  static final class LateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ZoneReadException reason;

    private LateException(ZoneReadException reason) {
      this.reason = reason;
    }

    /** What was not read. */
    ZoneReadException reason() {
      return reason;
    }
  }

  private final Duration length;
  private final long begin = System.nanoTime();

  /** Begins now. */
  Deadline(Duration length) {
    this.length = length;
  }

  /** What is gone of it. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** What is left of it; less than nothing when it is over. */
  Duration remaining() {
    return length.minus(elapsed());
  }

  /** Reads in a thread of its own, since a pipe or a dead network file system may never answer. */
  <T> T within(String source, Callable<T> reading) throws ZoneReadException, LateException {
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "zonegate-reader");
              thread.setDaemon(true);
              return thread;
            });
    Future<T> future = reader.submit(reading);
    try {
      return future.get(remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LateException(
          new ZoneReadException(
              source,
              "not read within the deadline of " + length.toSeconds() + " s; raise --deadline"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ZoneReadException(source, "interrupted while reading");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ZoneReadException unreadable) {
        throw unreadable;
      }
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new ZoneReadException(
            source,
            "does not fit into the memory of this process ("
                + Runtime.getRuntime().maxMemory() / (1 << 20)
                + " MiB); set ZONEGATE_OPTS=-Xmx...");
      }
      throw new ZoneReadException(source, "the reader failed, please report it: " + e.getCause());
    } finally {
      reader.shutdownNow();
    }
  }
}
