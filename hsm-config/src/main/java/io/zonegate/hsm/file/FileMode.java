package io.zonegate.hsm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** POSIX permission bits of a file, as the octal number that chmod takes. */
public final class FileMode {

  private FileMode() {}

  /** The lowest nine bits of the mode, 0 to 0777 octal. */
  public static int of(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:mode") & 0777;
  }

  /** The mode as chmod takes it, for example {@code 0640}. */
  public static String text(int mode) {
    return String.format("%04o", mode);
  }

  /**
   * Makes a temporary file, which Java creates with mode 0600, as readable as an ordinary new file
   * (0644).
   */
  static void readable(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      Set<PosixFilePermission> permissions = PosixFilePermissions.fromString("rw-r--r--");
      view.setPermissions(permissions);
    }
  }
}
