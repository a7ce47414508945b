package io.zonegate.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.file.Turn;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFileTest {
  @TempDir Path folder;
  private Path live;
  private Path candidate;
  private String sha256;

  @BeforeEach
  void candidate() throws IOException {
    live = folder.resolve("live/demo.zone");
    Files.createDirectory(live.getParent());
    Files.writeString(live, "old");
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    candidate = Files.write(folder.resolve("candidate"), bytes);
    sha256 = ReplacingProcess.sha256(bytes);
  }

  @Test
  void hasExactlyTheJudgedBytes() throws Exception {
    replace(live);
    assertThat(live).hasSameBinaryContentAs(candidate);
    assertThat(inFolder()).containsExactly(".demo.zone.lock", "demo.zone");
  }

  @Test
  void needNotBeThereBefore() throws Exception {
    Files.delete(live);
    replace(live);
    assertThat(live).hasSameBinaryContentAs(candidate);
  }

  @Test
  void readersOfTheOldFileKeepIt() throws Exception {
    try (FileChannel reader = FileChannel.open(live)) {
      replace(live);
      assertThat(reader.size()).isEqualTo("old".length());
    }
  }

  @Test
  void refusesWhatChangedAfterTheVerdict() throws IOException {
    Files.writeString(candidate, "x", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> replace(live))
        .isInstanceOf(LiveFile.RefusedException.class)
        .hasMessageStartingWith(candidate + " has SHA-256 ")
        .hasMessageContaining("judged was " + sha256)
        .hasMessageContaining("changed after the verdict, nothing was published");
    assertThat(live).hasContent("old");
    assertThat(inFolder()).containsExactly(".demo.zone.lock", "demo.zone");
  }

  @Test
  void staysWhenTheCandidateIsGone() throws IOException {
    Files.delete(candidate);
    assertThatThrownBy(() -> replace(live))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(candidate.toString());
    assertThat(live).hasContent("old");
  }

  @Test
  void needsItsFolder() {
    assertThatThrownBy(() -> replace(folder.resolve("none/demo.zone")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("none").toString());
  }

  @Test
  void isNotAFolder() throws IOException {
    Path there = Files.createDirectory(live.resolveSibling("folder"));
    Path inside = Files.writeString(there.resolve("file"), "old");
    assertThatThrownBy(() -> replace(there)).isInstanceOf(IOException.class);
    assertThat(inside).hasContent("old");
  }

  @Test
  void refusesWhileAnotherProcessPublishes() throws Exception {
    try (ReplacingProcess other = ReplacingProcess.holdingTheLock(live)) {
      assertThat(other.nextLine()).isEqualTo("locked");
      isRefused();
      other.kill();
    }
    replace(live);
    assertThat(live).hasSameBinaryContentAs(candidate);
  }

  @Test
  void isForOneAtATime() throws Exception {
    LiveFile file = new LiveFile(live);
    try (Turn turn = file.take()) {
      isRefused();
      // Being refused here must not give the lock to others.
      try (ReplacingProcess other = ReplacingProcess.trying(live)) {
        assertThat(other.nextLine()).isEqualTo("refused");
      }
      file.replace(turn, candidate, sha256);
    }
    assertThat(live).hasSameBinaryContentAs(candidate);
    replace(live);
  }

  @Test
  void turnThatIsOverGivesNoRight() throws Exception {
    LiveFile file = new LiveFile(live);
    Turn turn = file.take();
    turn.close();
    assertThatThrownBy(() -> file.replace(turn, candidate, sha256))
        .isInstanceOf(IllegalStateException.class);
    assertThat(live).hasContent("old");
  }

  private void replace(Path file) throws Exception {
    LiveFile replaced = new LiveFile(file);
    try (Turn turn = replaced.take()) {
      replaced.replace(turn, candidate, sha256);
    }
  }

  private void isRefused() {
    assertThatThrownBy(() -> replace(live))
        .isInstanceOf(LiveFile.RefusedException.class)
        .hasMessage(
            "another process is publishing to %s (it holds %s); try again when it is done",
            live, live.resolveSibling(".demo.zone.lock"));
    assertThat(live).hasContent("old");
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> files = Files.list(live.getParent())) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
