package io.zonegate.hsm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The account of the operating system that this process runs under. */
public final class OwnAccount {
  private static final Path OWN_PROCESS = Path.of("/proc/self");

  private OwnAccount() {}

  /** Its name: that of our own process's owner, since the property user.name can be set freely. */
  public static String name() throws IOException {
    return Files.exists(OWN_PROCESS)
        ? Files.getOwner(OWN_PROCESS).getName()
        : System.getProperty("user.name");
  }
}
