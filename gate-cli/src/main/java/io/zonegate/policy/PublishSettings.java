package io.zonegate.policy;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a zone that passed goes.
 *
 * @param file the live file, replaced by rename
 * @param work folder that candidates are signed into
 * @param anyClock whether {@code run --at} may publish by a clock that is not the system's
 */
public record PublishSettings(Path file, Path work, boolean anyClock) {
  /** Refuses missing parts. */
  public PublishSettings {
    Objects.requireNonNull(file);
    Objects.requireNonNull(work);
  }
}
