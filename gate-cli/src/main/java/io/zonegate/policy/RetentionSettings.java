package io.zonegate.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of the octets of old releases. Those that may be needed again are kept whatever this
 * says.
 *
 * @param keep how many of the newest releases keep theirs, at least 2
 * @param keepFor how old those of others may become besides
 */
public record RetentionSettings(int keep, Duration keepFor) {
  /** The defaults; their reasons are in the example policy. */
  public static final RetentionSettings DEFAULT = new RetentionSettings(30, Duration.ZERO);

  /** Refuses missing parts. */
  public RetentionSettings {
    Objects.requireNonNull(keepFor);
  }
}
