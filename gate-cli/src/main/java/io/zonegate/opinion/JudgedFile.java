package io.zonegate.opinion;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The judged bytes as a master file for the tools: the source itself, or an unpacked copy in a
 * folder that nobody else may enter, deleted at the end.
 */
final class JudgedFile implements AutoCloseable {
  /** As the reader of zones does: packed data that unpacks to more is refused. */
  private static final long FREE = 64L << 20;

  private static final long MAX_RATIO = 200;

  private final Path source;
  private final Path file;
  private final Path folder;
  private final Object before;

  private JudgedFile(Path source, Path file, Path folder) throws IOException {
    this.source = source;
    this.file = file;
    this.folder = folder;
    this.before = state(source);
  }

  /**
   * Prepares the file.
   *
   * @throws IOException if it is in BIND's raw format, cannot be unpacked or is damaged
   */
  static JudgedFile of(Path source) throws IOException {
    if (!Files.isRegularFile(source)) {
      throw new IOException(source + " is no regular file, which can be read only once");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
      in.mark(4);
      byte[] head = in.readNBytes(4);
      in.reset();
      int magic = head.length < 4 ? 0x20202020 : ByteBuffer.wrap(head).getInt();
      if (magic == 2) {
        throw new IOException(
            source
                + " is in BIND's raw format, which these tools do not all read;"
                + " give it as a master file");
      }
      if (magic >>> 16 == 0x1f8b) {
        return unpacked(source, new GZIPInputStream(in));
      }
      if (magic == 0x28b52ffd) {
        return unpacked(source, new ZstdInputStream(in));
      }
    }
    return new JudgedFile(source, source, null);
  }

  private static JudgedFile unpacked(Path source, InputStream in) throws IOException {
    Path folder = Files.createTempDirectory("zonegate");
    Path file = folder.resolve("zone");
    long most = Math.max(FREE, Files.size(source) * MAX_RATIO);
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] bytes = new byte[1 << 16];
      long total = 0;
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        out.write(bytes, 0, n);
        total += n;
        if (total > most) {
          throw new IOException(source + " unpacks to more than " + MAX_RATIO + " times its size");
        }
      }
      return new JudgedFile(source, file, folder);
    } catch (IOException | RuntimeException e) {
      delete(file, folder);
      throw new IOException(source + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /** The master file. */
  Path file() {
    return file;
  }

  /** Where the tools run: beside the source, since it may name other files. */
  Path directory() {
    return source.toAbsolutePath().getParent();
  }

  /** Whether the source is not what it was. */
  boolean hasChanged() throws IOException {
    return !state(source).equals(before);
  }

  private static Object state(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    return Arrays.asList(now.fileKey(), now.size(), now.lastModifiedTime());
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      delete(file, folder);
    }
  }

  private static void delete(Path file, Path folder) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }
}
