package io.zonegate.signer.sign;

import java.util.function.BooleanSupplier;

/**
 * Whether the threads of a signing go on, and what stopped them: the first error of any stops all.
 * Thread-safe.
 */
final class SigningState {

  private volatile boolean stopped;
  private RuntimeException failure;

  /** Does a part of the work; an error in it is the end of all, and is told by {@link #await}. */
  void guard(Runnable part) {
    try {
      part.run();
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      // Nobody looks at this thread: who waits for its work must hear of it, or waits for ever.
      fail(new IllegalStateException("A signing thread died", e));
    }
  }

  private synchronized void fail(RuntimeException e) {
    failure = failure == null ? e : failure;
    stop();
  }

  /** No further part is begun. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  boolean stopped() {
    return stopped;
  }

  /** What is waited for may have come. */
  synchronized void changed() {
    notifyAll();
  }

  /**
   * Waits until it is so.
   *
   * @throws RuntimeException the first error, if it stopped the work before
   */
  synchronized void await(BooleanSupplier so) {
    try {
      while (!so.getAsBoolean()) {
        if (failure != null) {
          throw failure;
        }
        if (stopped) {
          throw new IllegalStateException("Signing was stopped before its end");
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while signing; nothing was written", e);
    }
  }
}
