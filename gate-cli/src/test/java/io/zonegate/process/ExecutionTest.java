package io.zonegate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExecutionTest {
  @TempDir Path folder;

  private Execution run(Duration limit, String script) throws Exception {
    Path file = Files.writeString(folder.resolve("tool"), script);
    return Execution.run(
        List.of("sh", file.toString()), folder, System.nanoTime() + limit.toNanos());
  }

  @Test
  void exitCodeAndFirstLinesAreKept() throws Exception {
    Execution run = run(Duration.ofSeconds(30), "echo one; echo; echo two >&2; exit 7");
    assertThat(run.exit()).contains(7);
    assertThat(run.lines()).containsExactly("one", "two");
  }

  @Test
  void theEnvironmentIsThatOfThisProcessWithAChange() throws Exception {
    Execution run =
        Execution.run(
            List.of("sh", "-c", "echo $GIVEN; env | grep -c '^PATH=' ; env | grep -c '^HOME='"),
            folder,
            variables -> {
              variables.put("GIVEN", "a b");
              variables.remove("HOME");
            },
            System.nanoTime() + Duration.ofSeconds(30).toNanos());
    assertThat(run.lines()).containsExactly("a b", "1", "0");
  }

  @Test
  void endlessOutputIsReadAndDropped() throws Exception {
    Execution run = run(Duration.ofSeconds(30), "head -c 3000000 /dev/zero | tr '\\0' x; exit 0");
    assertThat(run.exit()).contains(0);
    assertThat(run.lines()).hasSize(1).allSatisfy(l -> assertThat(l).hasSize(8_192));
  }

  @Test
  void whatDoesNotEndIsEndedWithAllThatItStarted() throws Exception {
    Execution run = run(Duration.ofMillis(500), "sleep 1000 & echo $! >child; echo on; wait");
    assertThat(run.exit()).isEmpty();
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    // A signal takes its time to arrive; the class's time-out ends the wait.
    while (isRunning(child)) {
      Thread.onSpinWait();
    }
    assertThat(isRunning(child)).isFalse();
  }

  /** Neither gone nor a zombie that nobody has buried. */
  private boolean isRunning(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    try {
      return !Files.readString(status).contains("State:\tZ");
    } catch (IOException e) {
      return Files.exists(status);
    }
  }

  @Test
  void crashIsToldFromARejection() throws Exception {
    assertThat(run(Duration.ofSeconds(30), "kill -SEGV $$").exit()).contains(139);
  }

  @Test
  void whatIsNotThereCannotBeStarted() {
    assertThatThrownBy(
            () -> Execution.run(List.of("no-such-verifier"), folder, System.nanoTime() + 1))
        .isInstanceOf(IOException.class);
  }
}
