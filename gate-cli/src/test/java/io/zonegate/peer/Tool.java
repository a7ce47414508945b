package io.zonegate.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs programs of other projects. They must be installed: a missing one fails the test. */
final class Tool {
  private final Path folder;

  /** Programs are run in this folder. */
  Tool(Path folder) {
    this.folder = folder;
  }

  /** Runs a program to its good end; returns what it said on standard output and error. */
  String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), said).isZero();
    return said;
  }
}
