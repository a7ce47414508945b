package io.zonegate.hsm.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file in one step: the content goes into a temporary file in the same folder, is forced
 * to disk, and is renamed over the target. Whatever happens before the rename leaves the target as
 * it was and removes the temporary file.
 */
public final class WholeFile {

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to the stream; does not close it. */
    void writeTo(Draft out) throws IOException;
  }

  /** The file before it takes its place, of which what is written can be written over. */
  public static final class Draft extends BufferedOutputStream {
    private final Path target;
    private final FileChannel channel;

    private Draft(Path target, FileChannel channel) {
      super(new Named(target, channel), BUFFER);
      this.target = target;
      this.channel = channel;
    }

    /** Octets written so far. */
    public synchronized long position() throws IOException {
      return channel.position() + count;
    }

    /** Replaces octets that were written by as many others. */
    public synchronized void overwrite(long position, byte[] octets) throws IOException {
      flush();
      ByteBuffer source = ByteBuffer.wrap(octets);
      try {
        while (source.hasRemaining()) {
          channel.write(source, position + source.position());
        }
      } catch (IOException e) {
        throw named(target, e);
      }
    }
  }

  /** What the draft writes to. */
  private static final class Named extends OutputStream {
    private final Path target;
    private final OutputStream out;

    Named(Path target, FileChannel channel) {
      this.target = target;
      this.out = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
      try {
        out.write(octets, from, count);
      } catch (IOException e) {
        throw named(target, e);
      }
    }
  }

  /** A channel says "No space left on device" and not of which file. */
  private static IOException named(Path target, IOException failure) {
    if (failure.getMessage() == null || failure instanceof FileSystemException) {
      return failure;
    }
    FileSystemException named =
        new FileSystemException(target.toString(), null, failure.getMessage());
    named.initCause(failure);
    return named;
  }

  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /**
   * Writes the file.
   *
   * @throws IOException when the content cannot be written or the file not be replaced; the target
   *     is then untouched
   */
  public static void write(Path target, Content content) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    // Said before the work is done, and not of the temporary file, whose name says nothing.
    if (Files.isDirectory(target)) {
      throw new FileSystemException(target.toString(), null, "is a folder; name a file");
    }
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Path temporary = Files.createTempFile(folder, "." + target.getFileName() + ".", ".part");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        Draft draft = new Draft(target, channel);
        content.writeTo(draft);
        draft.flush();
        channel.force(true);
      }
      FileMode.readable(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    // The rename itself is durable only once the folder is.
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
