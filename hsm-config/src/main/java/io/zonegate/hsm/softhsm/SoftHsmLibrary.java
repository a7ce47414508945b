package io.zonegate.hsm.softhsm;

import io.zonegate.hsm.token.HsmException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds SoftHSM2's PKCS#11 library. */
public final class SoftHsmLibrary {

  /** Environment variable with the library's path; it wins over all known places. */
  public static final String OVERRIDE = "ZONEGATE_SOFTHSM2";

  private static final String NAME = "libsofthsm2.so";

  /**
   * Debian keeps it under the multiarch folder (with a link in /usr/lib/softhsm), Fedora in lib64,
   * a build in /usr/local.
   */
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/lib/softhsm"),
          Path.of("/usr/lib64/softhsm"),
          Path.of("/usr/lib64/pkcs11"),
          Path.of("/usr/local/lib/softhsm"));

  private static final Path MULTIARCH = Path.of("/usr/lib");

  private SoftHsmLibrary() {}

  /**
   * The library's path.
   *
   * @param environment usually System.getenv()
   * @throws HsmException when it is nowhere
   */
  public static Path find(Map<String, String> environment) {
    String override = environment.get(OVERRIDE);
    List<Path> candidates = override == null ? places() : List.of(Path.of(override));
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw new HsmException(
        "(scratch)",
        "",
        NAME + " was not found; looked at " + candidates,
        "Install it (Debian, Ubuntu: apt-get install softhsm2) or set "
            + OVERRIDE
            + " to its path.");
  }

  private static List<Path> places() {
    List<Path> places = new ArrayList<>();
    FOLDERS.forEach(folder -> places.add(folder.resolve(NAME)));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(MULTIARCH, "*-linux-*")) {
      folders.forEach(folder -> places.add(folder.resolve("softhsm").resolve(NAME)));
    } catch (IOException e) {
      // No such folder on this system: the other places remain, and the error above names them.
      return places;
    }
    return places;
  }
}
