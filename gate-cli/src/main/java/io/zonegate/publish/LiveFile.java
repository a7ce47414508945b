package io.zonegate.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The live zone file, replaced in one step by exactly the bytes that were judged.
 *
 * <p>The candidate is copied to a temporary file beside the live one while its SHA-256 is taken;
 * only if that is the verdict's is the copy forced to the disk, renamed over the live file, and the
 * folder forced too. Whoever is killed at whatever moment leaves the old file or the new one,
 * whole. The temporary file has a fixed name under a lock, so that what a killed run leaves is
 * overwritten by the next one.
 */
public final class LiveFile {
  /** The candidate was not published; the live file is untouched. */
  public static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  private final Path file;

  /** The live file; it need not exist yet, its folder must. */
  public LiveFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The file's path. */
  public Path path() {
    return file;
  }

  /**
   * Replaces the live file.
   *
   * @param candidate the file that was judged
   * @param sha256 SHA-256 of the judged bytes, lower-case hex
   * @throws RefusedException if the candidate's bytes are not the judged ones, or another process
   *     is publishing
   * @throws IOException if copying fails; the live file is untouched
   */
  public void replace(Path candidate, String sha256) throws IOException, RefusedException {
    Path lockFile = beside(".lock");
    try (FileChannel lockChannel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(lockChannel)) {
      if (lock == null) {
        throw new RefusedException(
            "another process is publishing to "
                + file
                + " (it holds "
                + lockFile
                + "); try again when it is done");
      }
      Path copy = beside(".new");
      String copied = copy(candidate, copy);
      if (!copied.equals(sha256)) {
        Files.delete(copy);
        throw new RefusedException(
            candidate
                + " has SHA-256 "
                + copied
                + "; judged was "
                + sha256
                + ": the file changed after the verdict, nothing was published");
      }
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder();
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it: as good as another process.
      return null;
    }
  }

  private Path beside(String suffix) {
    return file.resolveSibling("." + file.getFileName() + suffix);
  }

  private static String copy(Path from, Path to) throws IOException {
    MessageDigest digest = sha256();
    try (FileChannel channel =
            FileChannel.open(
                to,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        InputStream in = Files.newInputStream(from)) {
      OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
      in.transferTo(out);
      channel.force(true);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A rename is durable only when the folder is on the disk. */
  private void forceFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
