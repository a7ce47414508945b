package io.zonegate.testzones.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A crash and a hanging peer are answers, and no failures of the test. */
final class PeerTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "exit 0, ACCEPTS",
    "exit 1, REJECTS",
    "exit 128, REJECTS",
    "kill -SEGV $$, CRASHES",
    "exec sleep 60, HANGS"
  })
  void whatAPeerDidIsAnAnswer(String script, PeerAnswer answer) throws Exception {
    assertThat(Peer.run(List.of("sh", "-c", script), folder.resolve("out"), LIMIT))
        .isEqualTo(answer);
  }
}
