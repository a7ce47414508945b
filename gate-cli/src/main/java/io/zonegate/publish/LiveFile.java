package io.zonegate.publish;

import io.zonegate.file.DurableFile;
import io.zonegate.file.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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

  /** The new file is live, but it is not certain that it outlives a loss of power. */
  public static final class NotDurableException extends Exception {
    private static final long serialVersionUID = 1L;

    NotDurableException(IOException cause) {
      super(cause.getMessage(), cause);
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
   * Takes the right to publish, before anything is made that another process would overwrite.
   *
   * @throws RefusedException if another process has it
   * @throws IOException if the folder does not exist or cannot be written to
   */
  public Turn take() throws IOException, RefusedException {
    if (!Files.isDirectory(file.getParent())) {
      throw new NotDirectoryException(file.getParent().toString());
    }
    Path lockFile = beside(".lock");
    return Turn.take(lockFile).orElseThrow(() -> refused(lockFile));
  }

  private RefusedException refused(Path lockFile) {
    return new RefusedException(
        "another process is publishing to "
            + file
            + " (it holds "
            + lockFile
            + "); try again when it is done");
  }

  /**
   * Replaces the live file.
   *
   * @param turn the right to do so
   * @param candidate the file that was judged
   * @param sha256 SHA-256 of the judged bytes, lower-case hex
   * @throws RefusedException if the candidate's bytes are not the judged ones
   * @throws IOException if copying fails; the live file is untouched
   * @throws NotDurableException if the new file is live and its folder cannot be forced to disk
   */
  public void replace(Turn turn, Path candidate, String sha256)
      throws IOException, RefusedException, NotDurableException {
    if (!turn.held()) {
      throw new IllegalStateException("the right to publish was given back");
    }
    Path copy = beside(".new");
    try {
      String copied = DurableFile.copy(candidate, copy);
      if (!copied.equals(sha256)) {
        throw new RefusedException(
            candidate
                + " has SHA-256 "
                + copied
                + "; judged was "
                + sha256
                + ": the file changed after the verdict, nothing was published");
      }
      Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(copy);
    }
    try {
      DurableFile.forceFolder(file.getParent());
    } catch (IOException e) {
      throw new NotDurableException(e);
    }
  }

  private Path beside(String suffix) {
    return file.resolveSibling("." + file.getFileName() + suffix);
  }
}
