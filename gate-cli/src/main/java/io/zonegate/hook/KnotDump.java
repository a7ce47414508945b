package io.zonegate.hook;

import io.zonegate.file.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * An update that Knot DNS has dumped and waits with. Knot drops it at its time-out and may wait
 * with the next one, dumped to the same name, when it is told to commit; it commits whatever it
 * waits with. So the dump is put aside before it is judged, and age and names tell whether Knot can
 * have gone on.
 */
public final class KnotDump {
  /** Knot gives up 300 s after it has written the dump; its control may take 30 s to be heard. */
  private static final Duration MOST = Duration.ofMinutes(4);

  private final Path dump;
  private final Path aside;
  private final FileTime written;
  private final Object key;

  private KnotDump(Path dump, Path aside, BasicFileAttributes attributes) {
    this.dump = dump;
    this.aside = aside;
    this.written = attributes.lastModifiedTime();
    this.key = attributes.fileKey();
  }

  /**
   * Renames the dump to {@code FILE.judged}, over that of an earlier update. Where Knot cannot
   * write the next dump it says so in its log only, and waits: this one must not be there to be
   * judged in its place.
   *
   * @throws HookException if it is not there or cannot be renamed
   */
  public static KnotDump putAside(Path dump) throws HookException {
    Path aside = dump.resolveSibling(dump.getFileName() + ".judged");
    try {
      Files.move(dump, aside, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new KnotDump(dump, aside, attributes(aside));
    } catch (NoSuchFileException e) {
      throw new HookException(
          dump + ": no such file; Knot's log says if it could not write it, or it was judged");
    } catch (IOException e) {
      throw new HookException(
          dump
              + " cannot be renamed to "
              + aside
              + ", and would be taken for Knot's next dump: "
              + IoReason.of(e));
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }

  /** Where it is to be read. */
  public Path aside() {
    return aside;
  }

  /**
   * The time left for judging it, more than zero and at most 240 s.
   *
   * @throws HookException if there is none
   */
  public Duration left(Instant now) throws HookException {
    Duration left = MOST.minus(age(now));
    if (left.isNegative() || left.isZero()) {
      throw tooOld(now);
    }
    return left.compareTo(MOST) > 0 ? MOST : left;
  }

  /**
   * Refuses unless Knot can only wait with this update.
   *
   * @throws HookException if it may have gone on to another one
   */
  public void requireWaiting(Instant now) throws HookException {
    if (!Files.notExists(dump)) {
      throw new HookException(
          "Knot has written " + dump + " anew, and waits with that; its own signal decides on it");
    }
    requireSame();
    if (age(now).isNegative()) {
      throw new HookException(
          aside
              + " was written at "
              + written
              + ", and the clock says "
              + now
              + "; its age tells nothing: set the clock right");
    }
    if (age(now).compareTo(MOST) > 0) {
      throw tooOld(now);
    }
  }

  /** Another hook may have put the next dump aside. */
  private void requireSame() throws HookException {
    try {
      BasicFileAttributes attributes = attributes(aside);
      if (!written.equals(attributes.lastModifiedTime())
          || !Objects.equals(key, attributes.fileKey())) {
        throw new HookException(aside + " is another file by now, that of a later update");
      }
    } catch (IOException e) {
      throw new HookException(aside + " cannot be looked at any more: " + IoReason.of(e));
    }
  }

  private Duration age(Instant now) {
    return Duration.between(written.toInstant(), now);
  }

  private HookException tooOld(Instant now) {
    return new HookException(
        "Knot wrote "
            + dump
            + " "
            + age(now).toSeconds()
            + " s ago, and the limit is "
            + MOST.toSeconds()
            + " s: Knot drops an update after 300 s, and may wait with another one by now");
  }
}
