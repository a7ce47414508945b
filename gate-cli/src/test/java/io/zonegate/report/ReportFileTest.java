package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir private Path folder;

  @Test
  void aNewFileIsWrittenAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("report.txt");
    ReportFile.writeText(file, out -> out.append("\u00e4\n"));
    assertThat(Files.readAllBytes(file)).isEqualTo("\u00e4\n".getBytes(StandardCharsets.UTF_8));
    assertThat(listed()).containsExactly("report.txt");
  }

  @Test
  void anOldFileStaysWholeUntilTheNewOneIs() throws IOException {
    Path file = folder.resolve("report.txt");
    Files.writeString(file, "old");
    ReportFile.write(
        file,
        out -> {
          out.write("new".getBytes(StandardCharsets.UTF_8));
          out.flush();
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("new");
    assertThat(listed()).containsExactly("report.txt");
  }

  @Test
  void aReportThatFailsLeavesTheOldFileAndNoOther() throws IOException {
    Path file = folder.resolve("report.txt");
    Files.writeString(file, "old");
    assertThatThrownBy(
            () ->
                ReportFile.writeText(
                    file,
                    out -> {
                      out.append("half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(listed()).containsExactly("report.txt");
  }

  @Test
  void aSymbolicLinkStays() throws IOException {
    Path file = Files.writeString(folder.resolve("real.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("latest.txt"), Path.of("real.txt"));
    ReportFile.writeText(link, out -> out.append("new"));
    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(file).hasContent("new");
  }

  @Test
  void whatIsNotAFileIsNotReplaced() {
    assertThatThrownBy(() -> ReportFile.writeText(folder, out -> out.append("x")))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is not a regular file; name a file for the report");
    Path device = Path.of("/dev/null");
    assertThatThrownBy(() -> ReportFile.writeText(device, out -> out.append("x")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("/dev/null is not a regular file");
    Path nowhere = folder.resolve("none/report.txt");
    assertThatThrownBy(() -> ReportFile.writeText(nowhere, out -> out.append("x")))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("its folder does not exist");
  }

  private Stream<String> listed() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList().stream();
    }
  }
}
