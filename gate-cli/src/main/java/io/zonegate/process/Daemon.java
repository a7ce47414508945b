package io.zonegate.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program that runs, without a shell, until it is closed or this process ends. What it writes
 * goes to a file.
 */
public final class Daemon implements AutoCloseable {
  private static final int SECONDS_TO_END = 5;

  private final Process process;
  private final Path log;
  private final BoundProcess bound;

  private Daemon(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.bound = BoundProcess.bind(process, Process::destroyForcibly);
  }

  /**
   * Starts it.
   *
   * @param folder where it runs, for relative names in what it reads
   * @param log file for its standard output and standard error
   * @param change of this process's environment for the program
   * @throws IOException if it cannot be started
   */
  public static Daemon start(
      List<String> command, Path folder, Path log, Consumer<Map<String, String>> change)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    change.accept(builder.environment());
    return new Daemon(builder.start(), log);
  }

  /** Whether it has not ended. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** What it has written. */
  public String output() throws IOException {
    return Files.readString(log, StandardCharsets.ISO_8859_1);
  }

  /** Asks it to end, and ends it if it does not within five seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    bound.close();
  }
}
