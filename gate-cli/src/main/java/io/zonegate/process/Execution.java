package io.zonegate.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a program, without a shell, with nothing on its standard input.
 *
 * @param exit its exit code; empty if it had to be ended at the time limit
 * @param lines the first lines that it wrote to standard output and standard error
 */
public record Execution(Optional<Integer> exit, List<String> lines) {
  /** What is kept of the output; the rest is read and dropped, so that the program can go on. */
  private static final int KEPT_OCTETS = 8_192;

  private static final int KEPT_LINES = 20;

  /**
   * Runs it to its end or to the limit.
   *
   * @param folder where it runs, for relative names in what it reads
   * @param end the limit, on the scale of {@link System#nanoTime}
   * @throws IOException if it cannot be started
   */
  public static Execution run(List<String> command, Path folder, long end)
      throws IOException, InterruptedException {
    return run(command, folder, environment -> {}, end);
  }

  /**
   * The same in another environment.
   *
   * @param change of this process's environment for the program
   */
  public static Execution run(
      List<String> command, Path folder, Consumer<Map<String, String>> change, long end)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    change.accept(builder.environment());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      byte[] kept = new byte[KEPT_OCTETS];
      int[] length = new int[1];
      Thread reader = new Thread(() -> length[0] = drain(process.getInputStream(), kept));
      reader.setDaemon(true);
      reader.start();
      boolean ended = process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (!ended) {
        kill(process);
      }
      reader.join(1_000);
      String text = new String(kept, 0, length[0], StandardCharsets.UTF_8);
      return new Execution(
          ended ? Optional.of(process.exitValue()) : Optional.empty(),
          text.lines().map(String::strip).filter(l -> !l.isEmpty()).limit(KEPT_LINES).toList());
    } finally {
      kill(process);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static int drain(InputStream output, byte[] kept) {
    int length = 0;
    try (output) {
      length = output.readNBytes(kept, 0, kept.length);
      output.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The program was ended; what it had said is kept.
      return length;
    }
    return length;
  }
}
