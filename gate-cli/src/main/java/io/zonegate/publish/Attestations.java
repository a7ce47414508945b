package io.zonegate.publish;

import io.zonegate.file.DurableFile;
import io.zonegate.hsm.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The attestations beside a zone file, each in a file named by the SHA-256 of the zone that it is
 * for: so the zone file and its attestation need not be replaced in one step.
 */
public final class Attestations {
  private static final String ENDING = ".json";

  private Attestations() {}

  /**
   * Where the attestation of a zone is.
   *
   * @param zone the zone file
   * @param sha256 SHA-256 of its octets
   */
  public static Path of(Path zone, String sha256) {
    return folder(zone).resolve(sha256 + ENDING);
  }

  private static Path folder(Path zone) {
    return zone.resolveSibling(zone.getFileName() + ".attestations");
  }

  /** Adds one, and takes away those that are neither of the present file nor of the next. */
  static void put(Path zone, String sha256, String attestation) throws IOException {
    Path folder = Files.createDirectories(folder(zone));
    WholeFile.write(
        of(zone, sha256), out -> out.write(attestation.getBytes(StandardCharsets.UTF_8)));
    Set<Path> kept = new HashSet<>(Set.of(of(zone, sha256)));
    if (Files.exists(zone)) {
      kept.add(of(zone, DurableFile.digest(zone)));
    }
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      old = files.filter(f -> f.toString().endsWith(ENDING) && !kept.contains(f)).toList();
    }
    for (Path file : old) {
      Files.delete(file);
    }
  }
}
