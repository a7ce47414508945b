package io.zonegate.verifier.history;

import io.zonegate.verifier.zone.NameText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * The history of one zone: a text file in the history's folder, one line an event, each chained to
 * the one before; see {@link HistoryLine} and {@link Chain}. Its first line names format, version
 * and zone. Lines are only ever added, under a lock, and forced to the disk.
 */
public final class HistoryFile {
  /** About 100,000 events; a file beyond it is not read, so it is not written either. */
  static final long MOST_BYTES = 64L << 20;

  private static final int LOCK_TRIES = 100;
  private static final long LOCK_PAUSE_MILLIS = 100;

  private final Path folder;
  private final Path file;
  private final String zone;

  /** The event was not recorded; the file is as it was. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * The history of a zone in this folder; the file need not exist.
   *
   * @param zone the zone's name in wire form
   */
  public HistoryFile(Path folder, byte[] zone) {
    this.folder = folder;
    this.zone = NameText.present(zone, 0).toLowerCase(Locale.ROOT);
    this.file = folder.resolve(fileName(this.zone));
  }

  /** The file's path. */
  public Path path() {
    return file;
  }

  /** The zone's name without the last dot, {@code @} for the root, what is unusual as %XX. */
  private static String fileName(String zone) {
    if (zone.equals(".")) {
      return "@.history";
    }
    StringBuilder name = new StringBuilder();
    for (char c : zone.substring(0, zone.length() - 1).toCharArray()) {
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0;
      name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return name + ".history";
  }

  /**
   * Reads all of it. A folder that is not there is unreadable; a file that is not there is empty.
   */
  public History read() {
    if (!Files.isDirectory(folder)) {
      return new History.Unreadable(
          folder + " is not a folder; make it, or name the history's folder rightly");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = lock(channel, true)) {
      HistoryText text = new HistoryText(file, zone, content(channel, lock));
      return new History.Known(text.events(), text.head(), file.toString());
    } catch (NoSuchFileException e) {
      return new History.Known(java.util.List.of(), "", file.toString());
    } catch (HistoryText.DamagedException | RefusedException e) {
      return new History.Unreadable(e.getMessage());
    } catch (IOException e) {
      return new History.Unreadable(file + " cannot be read: " + e);
    }
  }

  /**
   * Adds an event and forces it to the disk.
   *
   * @return the chain's new head in lower-case hex
   * @throws RefusedException if the file is damaged, is locked by another process for ten seconds,
   *     or has an event later than this one
   * @throws IOException if it cannot be read or written
   */
  public String append(ZoneEvent event) throws IOException, RefusedException {
    boolean isNew = !Files.exists(file);
    String head;
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = lock(channel, false)) {
      byte[] content = content(channel, lock);
      String added;
      try {
        HistoryText text = new HistoryText(file, zone, content);
        demandLater(text, event);
        added = text.append(event);
        head = text.head();
      } catch (HistoryText.DamagedException e) {
        throw new RefusedException(e.getMessage());
      }
      if (content.length + added.length() > MOST_BYTES) {
        throw new RefusedException(
            file + " would grow over " + MOST_BYTES + " octets; move it away and record anew");
      }
      write(channel, content.length, added.getBytes(StandardCharsets.UTF_8));
    }
    if (isNew) {
      forceFolder();
    }
    return head;
  }

  /**
   * Cuts off a last line that a crash left unfinished, after copying it to a file beside this one.
   *
   * @return the copy; empty if the last line is whole
   */
  public Optional<Path> mend() throws IOException, RefusedException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, false)) {
      byte[] content = content(channel, lock);
      int whole = HistoryText.wholeLines(content);
      if (whole == content.length) {
        return Optional.empty();
      }
      byte[] torn = java.util.Arrays.copyOfRange(content, whole, content.length);
      String name = file.getFileName() + ".torn-" + PublishedKey.sha256(torn).substring(0, 16);
      Path kept = file.resolveSibling(name);
      Path written = file.resolveSibling("." + name);
      try (FileChannel copy =
          FileChannel.open(
              written,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(copy, 0, torn);
      }
      Files.move(written, kept, StandardCopyOption.REPLACE_EXISTING);
      forceFolder();
      channel.truncate(whole);
      channel.force(true);
      return Optional.of(kept);
    }
  }

  private void demandLater(HistoryText text, ZoneEvent event) throws RefusedException {
    if (!text.events().isEmpty()) {
      ZoneEvent last = text.events().get(text.events().size() - 1);
      if (event.time().isBefore(last.time())) {
        throw new RefusedException(
            file
                + " has an event of "
                + last.time()
                + "; one of "
                + event.time()
                + " cannot follow it: look at the clock, or at --at");
      }
    }
  }

  private byte[] content(FileChannel channel, FileLock lock) throws IOException, RefusedException {
    if (lock == null) {
      throw new RefusedException("another process holds " + file + "; try again when it is done");
    }
    if (channel.size() > MOST_BYTES) {
      throw new RefusedException(
          file
              + " has "
              + channel.size()
              + " octets, limit "
              + MOST_BYTES
              + "; move it away and record the live zone anew");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
      // The file cannot change while the lock is held.
    }
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static void write(FileChannel channel, long position, byte[] octets) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    while (buffer.hasRemaining()) {
      channel.write(buffer, position + buffer.position());
    }
    channel.force(true);
  }

  /** The lock, or null if another process or thread keeps it for ten seconds. */
  private static FileLock lock(FileChannel channel, boolean shared) throws IOException {
    for (int i = 0; i < LOCK_TRIES; i++) {
      try {
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException e) {
        // Another thread of this process has it: as good as another process.
      }
      try {
        Thread.sleep(LOCK_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  /** A new name is durable only when the folder is on the disk. */
  private void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
