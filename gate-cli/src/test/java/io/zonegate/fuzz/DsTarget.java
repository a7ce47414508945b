package io.zonegate.fuzz;

import io.zonegate.testzones.fault.Fault;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of DS and DNSKEY records, and of trust anchors as IANA publishes them. */
public final class DsTarget {
  private static final byte[] ZONE = NameText.wire("example.");
  private static Path file;

  private DsTarget() {}

  /** Reads the octets as the parent's file. */
  public static void fuzzerTestOneInput(byte[] octets) {
    try {
      if (file == null) {
        file = Files.createTempFile("fuzz", ".ds");
        file.toFile().deleteOnExit();
      }
      Files.write(file, octets);
      ParentTrust.read(file, ZONE, Fault.DEFAULT_CLOCK);
    } catch (ZoneReadException e) {
      // Refused with its reason.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
