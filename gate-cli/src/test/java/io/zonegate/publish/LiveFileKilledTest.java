package io.zonegate.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.file.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is killed while publishing leaves the old file or the new one, whole. */
class LiveFileKilledTest {
  private static final int ROUNDS = 20;
  private static final int BYTES = 4_000_000;

  @TempDir Path folder;

  @Test
  void theLiveFileIsAlwaysWhole() throws Exception {
    List<byte[]> contents = List.of(content('a', BYTES), content('b', BYTES - 4096));
    List<Path> candidates =
        List.of(
            Files.write(folder.resolve("a"), contents.get(0)),
            Files.write(folder.resolve("b"), contents.get(1)));
    Path live = Files.createDirectory(folder.resolve("live")).resolve("demo.zone");
    Random random = new Random(33834);
    int halfWay = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (ReplacingProcess process = ReplacingProcess.replacing(live, candidates)) {
        for (int i = random.nextInt(8); i >= 0; i--) {
          assertThat(process.nextLine()).isEqualTo("replaced");
        }
        // As long as one replacement takes, so that any step of it can be the last.
        Thread.sleep(random.nextInt(100), random.nextInt(1_000_000));
        process.kill();
      }
      byte[] left = Files.readAllBytes(live);
      assertThat(contents.stream().anyMatch(c -> Arrays.equals(c, left)))
          .as("round %d left %d bytes that are neither content", round, left.length)
          .isTrue();
      halfWay += isHalfWay(live) ? 1 : 0;
    }
    // Else the rounds have shown nothing.
    assertThat(halfWay).as("rounds that were killed in the middle").isPositive();
    LiveFile file = new LiveFile(live);
    try (Turn turn = file.take()) {
      file.replace(turn, candidates.get(0), ReplacingProcess.sha256(contents.get(0)));
    }
    assertThat(live).hasBinaryContent(contents.get(0));
    assertThat(live.resolveSibling(".demo.zone.new")).doesNotExist();
  }

  private static boolean isHalfWay(Path live) throws IOException {
    return Files.exists(live.resolveSibling(".demo.zone.new"));
  }

  private static byte[] content(char letter, int bytes) {
    byte[] content = new byte[bytes];
    Arrays.fill(content, (byte) letter);
    return content;
  }
}
