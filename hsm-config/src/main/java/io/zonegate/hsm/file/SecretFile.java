package io.zonegate.hsm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;

/** A file that holds a secret: who else may read it. */
public final class SecretFile {
  /** The bits of a mode that must not be set where the file is for its owner alone. */
  public static final int OTHERS = 077;

  private SecretFile() {}

  /**
   * Why the file is not safe.
   *
   * @param what what is wrong, to be read behind the file's name
   * @param remedy what to do about it, a sentence without its full stop
   */
  public record Exposure(String what, String remedy) {}

  /**
   * Looks at mode and owner, which must be this account or root; says nothing of file systems that
   * have neither.
   *
   * @param forbidden bits of the mode that must not be set
   */
  public static Optional<Exposure> exposure(Path file, int forbidden) throws IOException {
    // Not by way of the file store: a chroot or container may have no mount point to find.
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
      return Optional.empty();
    }
    int mode = FileMode.of(file);
    if ((mode & forbidden) != 0) {
      return Optional.of(
          new Exposure(
              "has mode " + FileMode.text(mode) + "; it must be 0600 or 0400, for its owner alone",
              "Run: chmod 600 " + file));
    }
    String owner = Files.getOwner(file).getName();
    String own = OwnAccount.name();
    if (!owner.equals(own) && !owner.equals("root")) {
      return Optional.of(
          new Exposure(
              "belongs to " + owner + "; it must belong to " + own + " or root",
              "Run as root: chown " + own + " " + file));
    }
    return Optional.empty();
  }
}
