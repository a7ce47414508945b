package io.zonegate.fuzz;

import io.zonegate.policy.PolicyException;
import io.zonegate.policy.PolicyReader;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.verifier.check.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policy files. */
public final class PolicyTarget {
  private static final PolicyReader READER =
      new PolicyReader(Catalogue.descriptions(), Fault.DEFAULT_CLOCK);
  private static Path file;

  private PolicyTarget() {}

  /** Reads the octets as a policy. */
  public static void fuzzerTestOneInput(byte[] octets) {
    try {
      if (file == null) {
        file = Files.createTempFile("fuzz", ".toml");
        file.toFile().deleteOnExit();
      }
      Files.write(file, octets);
      READER.read(file);
    } catch (PolicyException e) {
      // Refused with its reason.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
