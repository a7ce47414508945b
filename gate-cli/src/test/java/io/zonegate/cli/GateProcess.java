package io.zonegate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code zonegate gate run} as a process of its own, which can be killed. */
final class GateProcess implements AutoCloseable {
  private final Process process;

  private GateProcess(Process process) {
    this.process = process;
  }

  /** Starts it with a clock that begins at this time. */
  static GateProcess run(Path policy, Instant clock, Path log) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            GateProcess.class.getName(),
            clock.toString(),
            policy.toString());
    return new GateProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** As kill -9 does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The process's own work: a clock's beginning and a policy. */
  public static void main(String[] arguments) {
    Instant begin = Instant.parse(arguments[0]);
    long started = System.nanoTime();
    Console console =
        new Console(
            System.in,
            System.out,
            System.err,
            Map.of(),
            () -> begin.plusNanos(System.nanoTime() - started),
            false);
    System.exit(Main.run(List.of("gate", "run", "--policy", arguments[1]), console).code());
  }
}
