package io.zonegate.hsm.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The account of the operating system that this process runs under. */
public final class OwnAccount {
  private static final Path OWN_PROCESS = Path.of("/proc/self");

  /** Which numbers of users outside those in this process's namespace are. */
  private static final Path NUMBERS = OWN_PROCESS.resolve("uid_map");

  private OwnAccount() {}

  /** Its name: that of our own process's owner, since the property user.name can be set freely. */
  public static String name() throws IOException {
    return Files.exists(OWN_PROCESS)
        ? Files.getOwner(OWN_PROCESS).getName()
        : System.getProperty("user.name");
  }

  /**
   * Its name where it cannot be another's; empty where the system does not say, and in a user
   * namespace, in which anybody may call themselves by any number.
   */
  public static Optional<String> certain() throws IOException {
    return Files.exists(OWN_PROCESS)
            && Files.readString(NUMBERS).strip().matches("0\\s+0\\s+4294967295")
        ? Optional.of(Files.getOwner(OWN_PROCESS).getName())
        : Optional.empty();
  }
}
