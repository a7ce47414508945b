package io.zonegate.signer.reuse;

import io.zonegate.signer.zone.ZoneInputException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xbill.DNS.Name;

/**
 * The signatures of a signed zone, read by a thread of their own while the new zone is read. To be
 * closed, whatever happens.
 */
public final class PreviousReading implements AutoCloseable {

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<PreviousSignatures> signatures;

  /**
   * Begins to read.
   *
   * @param file master file of a signed zone
   * @param apex its name
   */
  public PreviousReading(Path file, Name apex) {
    signatures = thread.submit(() -> PreviousSignatures.read(file, apex));
  }

  /**
   * Waits for the end.
   *
   * @throws ZoneInputException when the file cannot be read or has no signature
   */
  PreviousSignatures await() {
    try {
      return signatures.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("The thread that reads the previous zone died", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted while the previous zone was read; nothing was written", e);
    }
  }

  /** Ends the reading, if it goes on. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
