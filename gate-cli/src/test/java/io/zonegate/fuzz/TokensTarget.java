package io.zonegate.fuzz;

import io.zonegate.hsm.config.ConfigException;
import io.zonegate.hsm.config.HsmConfigFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that name tokens. */
public final class TokensTarget {
  private static Path file;

  private TokensTarget() {}

  /** Reads the octets as hsm.toml. */
  public static void fuzzerTestOneInput(byte[] octets) {
    try {
      if (file == null) {
        file = Files.createTempFile("fuzz", ".toml");
        file.toFile().deleteOnExit();
      }
      Files.write(file, octets);
      HsmConfigFile.read(file);
    } catch (ConfigException e) {
      // Refused with its reason.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
