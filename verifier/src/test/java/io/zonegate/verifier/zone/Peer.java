package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the peers' tools. One that is missing fails the test: {@code ./test} installs them all. */
public final class Peer {
  private Peer() {}

  /** Runs a command in the folder, which must succeed, and returns what it wrote. */
  public static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    Files.delete(output);
    assertThat(ended).as("%s ends; it wrote: %s", List.of(command), text).isTrue();
    assertThat(process.exitValue()).as("%s wrote: %s", List.of(command), text).isZero();
    return text;
  }
}
