package io.zonegate.rollover;

import io.zonegate.hsm.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The file of a {@link Journal}. It is replaced in one step, and on the disk when that is done. */
public final class JournalFile {
  private final Path file;
  private final Plan plan;
  private Journal journal;

  /**
   * Reads it; without a file nothing was done yet.
   *
   * @throws IllegalArgumentException if it is no journal, or not of this plan
   */
  public JournalFile(Path file, Plan plan) throws IOException {
    this.file = file;
    this.plan = plan;
    this.journal = Files.exists(file) ? Journal.parse(Files.readString(file)) : Journal.of(plan);
    journal.due(plan);
  }

  /** What it says. */
  public Journal journal() {
    return journal;
  }

  /**
   * Adds lines; with none it does nothing.
   *
   * @throws IllegalArgumentException if they do not follow from the plan and the lines before
   */
  public void add(List<? extends Journal.Line> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    Journal next = journal.with(lines);
    next.due(plan);
    byte[] text = next.text().getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(text));
    journal = next;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
