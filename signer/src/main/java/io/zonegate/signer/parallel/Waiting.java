package io.zonegate.signer.parallel;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for the end of a thread's work. */
public final class Waiting {

  private Waiting() {}

  /**
   * Waits, and gives what came of the work, or throws the RuntimeException that ended it.
   *
   * @param what the thread does, after "the thread that", for the errors that nobody expects
   */
  public static <T> T on(Future<T> work, String what) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("The thread that " + what + " died", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while waiting for the thread that " + what + "; nothing was written", e);
    }
  }
}
