package io.zonegate.hsm.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void replacesTheFileAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    WholeFile.write(file, out -> out.write('n'));
    assertThat(file).hasContent("n");
    assertThat(FileMode.of(file)).isEqualTo(0644);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatIsWrittenCanBeWrittenOver() throws IOException {
    Path file = folder.resolve("f");
    WholeFile.write(
        file,
        out -> {
          out.write("begin ".getBytes(StandardCharsets.US_ASCII));
          long place = out.position();
          out.write(new byte[200_000]);
          assertThat(out.position()).isEqualTo(200_006);
          out.overwrite(place, "middle".getBytes(StandardCharsets.US_ASCII));
          out.write("end".getBytes(StandardCharsets.US_ASCII));
        });
    byte[] content = Files.readAllBytes(file);
    assertThat(content).hasSize(200_009);
    assertThat(new String(content, 0, 12, StandardCharsets.US_ASCII)).isEqualTo("begin middle");
    assertThat(new String(content, 200_006, 3, StandardCharsets.US_ASCII)).isEqualTo("end");
  }

  @Test
  void aFailureLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write('n');
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "old");
    assertThatThrownBy(
            () -> WholeFile.write(file, out -> out.overwrite(Long.MAX_VALUE - 1, new byte[9])))
        .isInstanceOfSatisfying(
            FileSystemException.class,
            e -> {
              assertThat(e.getFile()).isEqualTo(file.toString());
              assertThat(e.getReason()).isNotEmpty();
            });
    assertThat(file).hasContent("old");
  }

  @Test
  void whereNoFileCanBeIsSaidBeforeTheWork() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    assertThatThrownBy(() -> WholeFile.write(taken, out -> fail("the work was done")))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(taken + ": is a folder; name a file");
    Path absent = folder.resolve("absent");
    assertThatThrownBy(() -> WholeFile.write(absent.resolve("f"), out -> fail("nowhere")))
        .isInstanceOf(NotDirectoryException.class)
        .hasMessage(absent.toString());
  }
}
