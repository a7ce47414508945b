package io.zonegate.signer.parallel;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work that a thread of its own does while the caller does other. To be closed, whatever happens.
 */
public final class Meanwhile<T> implements AutoCloseable {

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<T> result;
  private final String what;

  /**
   * Begins it.
   *
   * @param what it does, after "the thread that", for the errors that nobody expects
   */
  public Meanwhile(String what, Callable<T> work) {
    this.what = what;
    this.result = thread.submit(work);
  }

  /** Waits for the end, and gives what came of it, or throws the RuntimeException that ended it. */
  public T await() {
    return Waiting.on(result, what);
  }

  /** Ends the work, if it goes on. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
