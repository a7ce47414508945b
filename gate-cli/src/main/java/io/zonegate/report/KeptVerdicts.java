package io.zonegate.report;

import io.zonegate.release.Release;
import java.util.Map;
import java.util.Optional;

/**
 * The verdicts that are kept with the releases that a page shows. Another version of this program
 * may have written them.
 *
 * @param read those that can be read, by the number of the release
 * @param unread why the others cannot be, by the number of the release
 */
public record KeptVerdicts(Map<Long, JudgedZone> read, Map<Long, String> unread) {
  /** Copies the maps. */
  public KeptVerdicts {
    read = Map.copyOf(read);
    unread = Map.copyOf(unread);
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return read.isEmpty() && unread.isEmpty();
  }

  /** The verdict on a release; empty if there is none, or if it cannot be read. */
  public Optional<JudgedZone> on(Release release) {
    return Optional.ofNullable(read.get(release.id()));
  }

  /** Why the verdict on a release cannot be read; empty if it can, or if there is none. */
  public Optional<String> trouble(Release release) {
    return Optional.ofNullable(unread.get(release.id()));
  }
}
