package io.zonegate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
    return run(List.of(policy), clock, log);
  }

  /** The same for several zones. */
  static GateProcess run(List<Path> policies, Instant clock, Path log) throws IOException {
    return start(List.of(), policies, clock, log);
  }

  /** The same as a process that can make no file larger than so many octets, as on a full disk. */
  static GateProcess limited(int octets, Path policy, Instant clock, Path log) throws IOException {
    // The shell counts in units of 512 octets, and is replaced by the process.
    String limit = "ulimit -f " + octets / 512 + "; exec \"$@\"";
    return start(List.of("sh", "-c", limit, "sh"), List.of(policy), clock, log);
  }

  private static GateProcess start(
      List<String> before, List<Path> policies, Instant clock, Path log) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            GateProcess.class.getName(),
            clock.toString()));
    policies.forEach(policy -> command.add(policy.toString()));
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

  /** The process's own work: a clock's beginning and policies. */
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
    List<String> words = new ArrayList<>(List.of("gate", "run"));
    words.addAll(List.of(arguments).subList(1, arguments.length));
    System.exit(Main.run(words, console).code());
  }
}
