package io.zonegate.signer.reuse;

import io.zonegate.signer.parallel.Meanwhile;
import io.zonegate.signer.zone.ZoneInputException;
import java.nio.file.Path;
import org.xbill.DNS.Name;

/**
 * The signatures of a signed zone, read by a thread of their own while the new zone is read. To be
 * closed, whatever happens.
 */
public final class PreviousReading implements AutoCloseable {

  private final Meanwhile<PreviousSignatures> signatures;

  /**
   * Begins to read.
   *
   * @param file master file of a signed zone
   * @param apex its name
   */
  public PreviousReading(Path file, Name apex) {
    signatures =
        new Meanwhile<>("reads the previous zone", () -> PreviousSignatures.read(file, apex));
  }

  /**
   * Waits for the end.
   *
   * @throws ZoneInputException when the file cannot be read or has no signature
   */
  PreviousSignatures await() {
    return signatures.await();
  }

  /** Ends the reading, if it goes on. */
  @Override
  public void close() {
    signatures.close();
  }
}
