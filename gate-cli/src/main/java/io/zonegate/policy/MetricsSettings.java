package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where figures for Prometheus go.
 *
 * @param file written anew every so often and replaced by rename, for node_exporter's textfile
 *     collector; empty for none
 * @param every how often
 * @param listen where the daemon answers HTTP; empty for nowhere
 */
public record MetricsSettings(Optional<Path> file, Duration every, Optional<ServerAddress> listen) {
  /** No figures. */
  public static final MetricsSettings NONE =
      new MetricsSettings(Optional.empty(), Duration.ofSeconds(30), Optional.empty());

  /** Refuses missing parts. */
  public MetricsSettings {
    Objects.requireNonNull(file);
    Objects.requireNonNull(every);
    Objects.requireNonNull(listen);
  }
}
