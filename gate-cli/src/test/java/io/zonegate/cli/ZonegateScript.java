package io.zonegate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The program as other programs call it: a file that runs it in a process of its own. */
final class ZonegateScript {
  private ZonegateScript() {}

  /** Writes {@code zonegate} into the folder. */
  static Path in(Path folder) throws IOException {
    return executable(
        folder.resolve("zonegate"),
        "exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
  }

  /** A shell script. */
  static Path executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
