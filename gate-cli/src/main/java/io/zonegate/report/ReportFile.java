package io.zonegate.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A report in a file: written to a temporary file in the same folder, forced to the disk, then
 * renamed. Whoever watches the folder sees the old report or the new one, never half of one.
 */
public final class ReportFile {
  /** Writes octets. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of the report; the stream is closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes characters. */
  @FunctionalInterface
  public interface TextContent {
    /** Writes all of the report. */
    void writeTo(Appendable out) throws IOException;
  }

  private ReportFile() {}

  /** Writes text in UTF-8; see {@link #write}. */
  public static void writeText(Path target, TextContent content) throws IOException {
    write(
        target,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          content.writeTo(writer);
          writer.flush();
        });
  }

  /**
   * Writes a report. A symbolic link is followed, so that the link stays.
   *
   * @throws IOException if it cannot be written, or if the target is there and not a regular file:
   *     a rename over {@code /dev/null} would take it away from the whole machine; the target is
   *     then as it was
   */
  public static void write(Path target, Content content) throws IOException {
    Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      throw new IOException(target + " is not a regular file; name a file for the report");
    }
    Path folder = real.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException(target + " cannot be written: its folder does not exist");
    }
    Path temporary = folder.resolve("." + real.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      fill(temporary, content);
      Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void fill(Path file, Content content) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }
}
