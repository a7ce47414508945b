package io.zonegate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs {@code zonegate run --candidate}. */
final class Publishing {
  private Publishing() {}

  /** Judges a candidate and publishes it to the live file if it passes. */
  static Cli.Answer run(GoodZone zone, Path live, Path candidate, String... more)
      throws IOException {
    Path policy = zone.ds().resolveSibling("policy.toml");
    Files.writeString(
        policy,
        """
        version = 1
        [zone]
        origin = "zone.example."
        [parent]
        ds = "dsset-zone.example."
        [publish]
        file = "%s"
        work = "work"
        any-clock = true
        """
            .formatted(live));
    String[] words = {
      "run", "--policy", policy.toString(), "--candidate", candidate.toString(),
    };
    return Cli.run(Cli.words(Cli.words(words, more), zone.unsigned().toString()));
  }
}
