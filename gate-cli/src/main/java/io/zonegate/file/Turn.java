package io.zonegate.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to do something, for one process at a time: a lock on a file, which the system gives
 * back when the process ends, however it ends. The file stays.
 */
public final class Turn implements AutoCloseable {
  /**
   * Lock files that this process holds. The system's locks are those of a process: to open and
   * close such a file once more would give its lock back.
   */
  private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final FileChannel channel;

  private Turn(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * Takes the turn; empty if another process, or another part of this one, has it.
   *
   * @param lockFile made if it is not there; its folder must be
   * @throws IOException if the folder does not exist or cannot be written to
   */
  public static Optional<Turn> take(Path lockFile) throws IOException {
    Path file = lockFile.toAbsolutePath();
    Path known = file.getParent().toRealPath().resolve(file.getFileName());
    if (!TAKEN.add(known)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = FileChannel.open(known, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        TAKEN.remove(known);
        if (channel != null) {
          channel.close();
        }
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new Turn(known, channel));
  }

  /** Whether it has not been given back. */
  public boolean held() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    // Closing the channel gives the lock back.
    channel.close();
    TAKEN.remove(lockFile);
  }
}
