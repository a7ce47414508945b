package io.zonegate.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundProcessTest {
  /** Binds another program, and waits for it. */
  static final class Outer {
    private Outer() {}

    public static void main(String[] words) throws Exception {
      Process inner = sleeping();
      BoundProcess bound = BoundProcess.bind(inner, Process::destroy);
      System.out.println(inner.pid());
      inner.waitFor();
      bound.close();
    }
  }

  private static Process sleeping() throws IOException {
    return new ProcessBuilder("sleep", "50").start();
  }

  @Test
  void whatIsBoundEndsWithTheOneThatHasStartedIt() throws Exception {
    Process outer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Outer.class.getName())
            .start();
    try (BufferedReader said = outer.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle inner = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertThat(inner.isAlive()).isTrue();
      outer.destroy();
      assertThat(outer.waitFor(30, TimeUnit.SECONDS)).isTrue();
      inner.onExit().get(30, TimeUnit.SECONDS);
      assertThat(inner.isAlive()).isFalse();
    } finally {
      outer.destroyForcibly();
    }
  }

  @Test
  void whatIsLetGoLivesOn() throws Exception {
    Process process = sleeping();
    try {
      BoundProcess.bind(process, Process::destroy).close();
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
