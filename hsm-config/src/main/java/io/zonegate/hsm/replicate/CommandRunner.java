package io.zonegate.hsm.replicate;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs a program without a shell. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * What came of it.
   *
   * @param exit its exit code; empty if it had to be ended at the limit
   * @param lines the first lines that it said
   */
  record Outcome(Optional<Integer> exit, List<String> lines) {}

  /**
   * Runs it to its end or to the limit.
   *
   * @param environment variables that it gets besides those of this process
   * @param withheld variables of this process that it does not get
   * @throws IOException when it cannot be started
   */
  Outcome run(
      List<String> command, Map<String, String> environment, Set<String> withheld, Duration limit)
      throws IOException, InterruptedException;

  /** Runs nothing, for callers whose configuration has no command. */
  static CommandRunner none() {
    return (command, environment, withheld, limit) -> {
      throw new IOException("nothing is run here");
    };
  }
}
