package io.zonegate.transfer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What leads from one version of a zone to another, SOA records apart, as a file: the records that
 * go, then those that come.
 */
final class ZoneDifference {
  private final ZoneImage from;
  private final Path file;
  private final long deleted;
  private final long added;

  private ZoneDifference(ZoneImage from, Path file, long deleted, long added) {
    this.from = from;
    this.file = file;
    this.deleted = deleted;
    this.added = added;
  }

  /**
   * Compares two versions, streaming both, and writes the difference into a file beside the later
   * one's.
   *
   * @param most octets that the difference may have; a longer one is no gain over the whole zone
   * @return empty if it is longer
   */
  static Optional<ZoneDifference> between(ZoneImage from, ZoneImage to, long most)
      throws IOException {
    Path folder = to.file().toAbsolutePath().getParent();
    Path file = Files.createTempFile(folder, "from-" + from.serial() + "-", ".difference");
    long deleted;
    long added;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      deleted = onlyIn(from, to, out, most);
      added = deleted < 0 ? -1 : onlyIn(to, from, out, most - deleted);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    if (added < 0) {
      Files.delete(file);
      return Optional.empty();
    }
    return Optional.of(new ZoneDifference(from, file, deleted, added));
  }

  /** Writes the records that only the one version has; -1 if they are more than {@code most}. */
  private static long onlyIn(ZoneImage one, ZoneImage other, OutputStream out, long most)
      throws IOException {
    long written = 0;
    try (RecordReader left = one.records();
        RecordReader right = other.records()) {
      boolean more = right.next();
      while (left.next()) {
        int order = -1;
        while (more) {
          order = left.compare(right);
          if (order <= 0) {
            break;
          }
          more = right.next();
          order = -1;
        }
        if (order < 0 && !one.isSoa(left)) {
          written += left.length();
          if (written > most) {
            return -1;
          }
          out.write(left.octets(), left.start(), left.length());
        }
      }
    }
    return written;
  }

  /** The version that it leads away from. */
  ZoneImage from() {
    return from;
  }

  /** The records that go. */
  RecordReader deletions() throws IOException {
    return RecordReader.of(file, 0, deleted);
  }

  /** The records that come. */
  RecordReader additions() throws IOException {
    return RecordReader.of(file, deleted, added);
  }

  /** Takes the file away; readers that have it open go on. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
