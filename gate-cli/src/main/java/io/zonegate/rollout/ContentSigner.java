package io.zonegate.rollout;

import java.nio.file.Path;
import java.time.Instant;

/** Signs content anew as the zone's policy says, with the zone's keys. */
@FunctionalInterface
public interface ContentSigner {
  /** It could not be signed; the message says why. */
  final class NotSignedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public NotSignedException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /**
   * Signs.
   *
   * @param unsigned the content, whose serial servers have; the signed zone's is after it
   * @param previous a signed zone of which good signatures may be kept
   * @param signed where the signed zone goes; nothing is there if it fails
   */
  void sign(Path unsigned, Path previous, Path signed, Instant now) throws NotSignedException;

  /** Whether CDS and CDNSKEY records come from the content; else signing makes them. */
  default boolean keepsRequests() {
    return true;
  }
}
