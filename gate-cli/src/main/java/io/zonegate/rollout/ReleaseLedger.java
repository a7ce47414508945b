package io.zonegate.rollout;

import io.zonegate.release.Release;
import java.nio.file.Path;
import java.time.Instant;

/** Where it is noted what caches may hold from now on: the zone's history. */
@FunctionalInterface
public interface ReleaseLedger {
  /** The release could not be noted. */
  final class NotNotedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public NotNotedException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /** Notes that all stages have the release; if that is noted already, nothing more is. */
  void live(Release release, Path artefact, Instant now) throws NotNotedException;
}
