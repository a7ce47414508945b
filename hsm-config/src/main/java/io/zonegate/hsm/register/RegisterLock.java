package io.zonegate.hsm.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Arrays;

/** A lock on the register, by which it can be read whole. */
final class RegisterLock implements AutoCloseable {
  /** More than 100,000 events; one key makes a line a day. */
  static final long MOST_BYTES = 64L << 20;

  private static final int TRIES = 100;
  private static final long PAUSE_MILLIS = 100;

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private RegisterLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  static RegisterLock shared(Path file, FileChannel channel) throws IOException {
    return new RegisterLock(file, channel, lock(file, channel, true));
  }

  static RegisterLock exclusive(Path file, FileChannel channel) throws IOException {
    return new RegisterLock(file, channel, lock(file, channel, false));
  }

  private static FileLock lock(Path file, FileChannel channel, boolean shared) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try {
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this process has it: as good as another process.
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new RegisterException(
        file + " is held by another process; try again when it is done (fuser " + file + ").");
  }

  byte[] content() throws IOException {
    long size = channel.size();
    if (size > MOST_BYTES) {
      throw new RegisterException(
          file + " has " + size + " octets, limit " + MOST_BYTES + "; is it a register of keys?");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) size);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // The file cannot change while the lock is held.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @Override
  public void close() throws IOException {
    lock.release();
  }
}
