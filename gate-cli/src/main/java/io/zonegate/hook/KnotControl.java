package io.zonegate.hook;

import io.zonegate.process.Execution;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers Knot DNS (3.5 and later), which waits with an update of a zone until it is told what to
 * do with it, and drops it when nobody tells it in time.
 */
public final class KnotControl {
  /** Knot's own control time-out is 60 s. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<String> knotc;
  private final String zone;

  /**
   * Prepares answers.
   *
   * @param knotc the program and its options
   * @param zone the zone's name, absolute
   */
  public KnotControl(List<String> knotc, String zone) {
    this.knotc = List.copyOf(knotc);
    this.zone = zone;
  }

  /**
   * Has Knot serve the update.
   *
   * @throws HookException if it may not have heard it
   */
  public void commit() throws HookException, InterruptedException {
    say("zone-commit");
  }

  /**
   * Has Knot drop the update.
   *
   * @throws HookException if it may not have heard it, and drops the update at its own time-out
   */
  public void abort() throws HookException, InterruptedException {
    say("zone-abort");
  }

  private void say(String action) throws HookException, InterruptedException {
    List<String> command = new ArrayList<>(knotc);
    command.add(action);
    command.add(zone);
    String line = String.join(" ", command);
    try {
      Execution run =
          Execution.run(command, Path.of("").toAbsolutePath(), System.nanoTime() + LIMIT.toNanos());
      String said = run.lines().isEmpty() ? "" : ": " + String.join(" | ", run.lines());
      if (run.exit().isEmpty()) {
        throw new HookException(line + " did not end within " + LIMIT.toSeconds() + " s" + said);
      }
      if (run.exit().get() != 0) {
        throw new HookException(line + " ended with " + run.exit().get() + said);
      }
    } catch (IOException e) {
      throw new HookException(line + " cannot be started: " + e.getMessage());
    }
  }
}
