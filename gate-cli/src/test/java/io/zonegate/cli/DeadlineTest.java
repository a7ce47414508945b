package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that never answers: a pipe that nobody writes to. */
class DeadlineTest {
  @TempDir Path folder;
  private GoodZone zone;
  private Path pipe;

  @BeforeEach
  void pipe() throws Exception {
    zone = GoodZone.in(folder);
    pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
  }

  private JsonNode judge(Path ds, Path source, String... more) throws IOException {
    String[] words = {"verify", "--deadline", "1s", "--format", "json", "--ds", ds.toString()};
    String out =
        Cli.run(Cli.words(Cli.words(words, more), source.toString()))
            .ends(ExitCode.UNDECIDED)
            .out();
    // Lets the reader, which still waits for a writer, go.
    try (FileChannel writer = FileChannel.open(pipe, StandardOpenOption.WRITE)) {
      assertThat(writer.isOpen()).isTrue();
    }
    return ReportsOfRun.json(out);
  }

  @Test
  void theSourceDoesNotAnswer() throws IOException {
    assertThat(ReportsOfRun.result(judge(zone.ds(), pipe), "ZONE-READ").get("reason").asText())
        .isEqualTo(pipe + ": not read within the deadline of 1 s; raise --deadline");
  }

  @Test
  void theParentsFileDoesNotAnswer() throws IOException {
    assertThat(judge(pipe, zone.signed()).toString())
        .contains(pipe + ": not read within the deadline of 1 s")
        .doesNotContain(zone.signed() + ": not read");
  }

  @Test
  void theUnsignedInputDoesNotAnswer() throws IOException {
    assertThat(judge(zone.ds(), zone.signed(), "--unsigned", pipe.toString()).toString())
        .contains(pipe + ": not read within the deadline of 1 s")
        .doesNotContain(zone.signed() + ": not read");
  }

  @Test
  void runPublishesNothing() throws IOException {
    Path live = Files.writeString(folder.resolve("live.zone"), "old");
    Publishing.run(zone, live, pipe, "--deadline", "1s").ends(ExitCode.UNDECIDED);
    assertThat(live).hasContent("old");
    try (FileChannel writer = FileChannel.open(pipe, StandardOpenOption.WRITE)) {
      assertThat(writer.isOpen()).isTrue();
    }
  }
}
