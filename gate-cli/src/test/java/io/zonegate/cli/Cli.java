package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Calls the program as a shell would, inside this process. */
public final class Cli {
  /** The clock of every call: the zones of these tests are valid then. */
  public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final long STARTED = System.nanoTime();

  private Cli() {}

  /** What the program answered. */
  public record Answer(ExitCode code, String out, String err) {
    /** Fails unless the exit code is this one, showing what was said. */
    public Answer ends(ExitCode expected) {
      assertThat(code).as("%s%n%s", err, out).isEqualTo(expected);
      return this;
    }

    /** Fails unless it ended with this code and said why on one line, without a stack trace. */
    public Answer refuses(ExitCode expected, String... parts) {
      ends(expected);
      assertThat(err).startsWith("zonegate: ").contains(parts).endsWith("\n");
      assertThat(err.lines()).as(err).hasSize(1);
      assertThat(out).isEmpty();
      return this;
    }
  }

  /** Runs a command with nothing on standard input. */
  public static Answer run(String... words) {
    return run(InputStream.nullInputStream(), words);
  }

  /** Runs a command with this on standard input. */
  public static Answer run(byte[] in, String... words) {
    return run(new ByteArrayInputStream(in), words);
  }

  private static Answer run(InputStream in, String... words) {
    return run(in, false, Map.of(), words);
  }

  /** Runs a command by a clock that begins at {@link #NOW} in each process and runs. */
  public static Answer ticking(String... words) {
    return run(
        InputStream.nullInputStream(),
        false,
        Map.of(),
        () -> NOW.plusNanos(System.nanoTime() - STARTED),
        words);
  }

  /** Runs a command by the system's clock, for servers and TSIG keys that go by it. */
  public static Answer now(String... words) {
    return run(InputStream.nullInputStream(), false, Map.of(), Instant::now, words);
  }

  /** Runs a command at another time, for servers that look at their own clock. */
  public static Answer runAt(Instant clock, String... words) {
    return run(InputStream.nullInputStream(), false, Map.of(), () -> clock, words);
  }

  /** Runs a command whose standard output is a terminal, or not, in this environment. */
  static Answer run(
      InputStream in, boolean terminal, Map<String, String> environment, String... words) {
    return run(in, terminal, environment, () -> NOW, words);
  }

  /** Runs a command by this clock, which may do something whenever it is read. */
  static Answer run(
      InputStream in,
      boolean terminal,
      Map<String, String> environment,
      Supplier<Instant> clock,
      String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ExitCode code =
        Main.run(
            List.of(words),
            new Console(in, printer(out), printer(err), environment, clock, terminal));
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printer(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  /** These words and more of them. */
  public static String[] words(String[] first, String... more) {
    return java.util.stream.Stream.of(first, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }
}
