package io.zonegate.hsm.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The register while nobody else can write to it. */
public final class RegisterTurn implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final RegisterLock lock;
  private final RegisterText text;
  private long end;

  RegisterTurn(Path file, FileChannel channel, RegisterLock lock) throws IOException {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
    byte[] content = lock.content();
    this.text = new RegisterText(file, content);
    this.end = content.length;
  }

  /** What it says now. */
  public RegisterContent content() {
    return text.content();
  }

  /** Adds events and forces them to the disk; with none it does nothing. */
  public void append(List<KeyEvent> events) throws IOException {
    if (events.isEmpty()) {
      return;
    }
    byte[] more = text.append(events).getBytes(StandardCharsets.ISO_8859_1);
    if (end + more.length > RegisterLock.MOST_BYTES) {
      throw new RegisterException(
          file + " would grow over " + RegisterLock.MOST_BYTES + " octets; nothing was added.");
    }
    ByteBuffer buffer = ByteBuffer.wrap(more);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, end + buffer.position());
      }
      channel.force(true);
    } catch (IOException e) {
      // A full disk leaves half a line; without it the register stays usable.
      channel.truncate(end);
      throw e;
    }
    if (end == 0) {
      forceFolder();
    }
    end += more.length;
  }

  /** A new name is durable only when the folder is on the disk. */
  private void forceFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      lock.close();
    } finally {
      channel.close();
    }
  }
}
