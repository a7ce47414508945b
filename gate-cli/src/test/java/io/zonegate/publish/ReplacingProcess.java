package io.zonegate.publish;

import io.zonegate.file.Turn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Another process that publishes, and that can be killed. */
final class ReplacingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private ReplacingProcess(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(ReplacingProcess.class.getName());
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    lines = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** Replaces the live file by one candidate after the other without end, a line each time. */
  static ReplacingProcess replacing(Path live, List<Path> candidates) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("replace", live.toString()));
    candidates.forEach(c -> arguments.add(c.toString()));
    return new ReplacingProcess(arguments.toArray(String[]::new));
  }

  /** Says {@code locked} and holds the lock until it is killed. */
  static ReplacingProcess holdingTheLock(Path live) throws IOException {
    return new ReplacingProcess("lock", live.toString());
  }

  /** Tries to take the right to publish, and says {@code refused} if it does not get it. */
  static ReplacingProcess trying(Path live) throws IOException {
    return new ReplacingProcess("try", live.toString());
  }

  /** What it says next; null once it is dead. */
  String nextLine() throws IOException {
    return lines.readLine();
  }

  /** As kill -9 does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The process's own work. */
  public static void main(String[] arguments) throws Exception {
    Path live = Path.of(arguments[1]);
    if (arguments[0].equals("try")) {
      try (Turn turn = new LiveFile(live).take()) {
        System.out.println(turn == null ? "nothing" : "took it");
      } catch (LiveFile.RefusedException e) {
        System.out.println("refused");
      }
      return;
    }
    if (arguments[0].equals("lock")) {
      try (FileChannel channel =
              FileChannel.open(
                  live.resolveSibling("." + live.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.println(lock.isValid() ? "locked" : "not locked");
        System.in.readAllBytes();
      }
      return;
    }
    List<Path> candidates = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      candidates.add(Path.of(arguments[i]));
      digests.add(sha256(Files.readAllBytes(Path.of(arguments[i]))));
    }
    for (int i = 0; true; i = (i + 1) % candidates.size()) {
      LiveFile file = new LiveFile(live);
      try (Turn turn = file.take()) {
        file.replace(turn, candidates.get(i), digests.get(i));
      }
      System.out.println("replaced");
    }
  }
}
