package io.zonegate.release;

import io.zonegate.file.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The octets of candidates, each in a file named by its SHA-256 that is never written again. A file
 * is whole and on the disk before anybody is told its name.
 */
public final class Artefacts {
  private static final String PART = ".part";
  private static final String ENDING = ".zone";

  private final Path folder;

  /**
   * A kept candidate.
   *
   * @param sha256 lower-case hex
   * @param octets how many it has
   */
  public record Kept(String sha256, long octets) {}

  /**
   * The artefacts of a gate.
   *
   * @param gate its folder
   */
  public Artefacts(Path gate) {
    this.folder = gate.resolve("artefacts");
  }

  /**
   * Keeps a copy of a file.
   *
   * @throws IOException if it cannot be read or kept; then nothing of it is left
   */
  public Kept keep(Path candidate) throws IOException {
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "", PART);
    try {
      String sha256 = DurableFile.copy(candidate, part);
      long octets = Files.size(part);
      Path kept = path(sha256);
      Files.createDirectories(kept.getParent());
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--r--r--"));
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      DurableFile.forceFolder(kept.getParent());
      DurableFile.forceFolder(folder);
      return new Kept(sha256, octets);
    } finally {
      // A part that stays would fill a disk that is full.
      Files.deleteIfExists(part);
    }
  }

  /** Where the artefact is. */
  public Path path(String sha256) {
    return folder.resolve(sha256.substring(0, 2)).resolve(sha256 + ENDING);
  }

  /** Deletes an artefact, if it is there. */
  void remove(String sha256) throws IOException {
    Path file = path(sha256);
    if (Files.deleteIfExists(file)) {
      DurableFile.forceFolder(file.getParent());
    }
  }

  /** Whether the artefact is there and has the octets of its name. */
  public boolean sound(String sha256) throws IOException {
    Path file = path(sha256);
    return Files.isRegularFile(file) && DurableFile.digest(file).equals(sha256);
  }

  /**
   * Files that are none of these artefacts.
   *
   * @param known SHA-256 of each
   */
  public List<Path> strays(Set<String> known) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !known.contains(f.getFileName().toString().replace(ENDING, "")))
          .sorted()
          .toList();
    }
  }
}
