package io.zonegate.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * A clock for programs, by libfaketime: it stands still until it is set. The time is in a file that
 * the library reads at each look at the clock; timers go on in real time, or time-outs would never
 * run out.
 */
final class VirtualClock {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Path file;
  private final Path library;
  private long now;

  /** A clock that is not set yet. */
  VirtualClock(Path folder, Path library) {
    this.file = folder.resolve("clock");
    this.library = library;
  }

  /**
   * Sets it.
   *
   * @param second since 1970
   */
  void set(long second) throws IOException {
    // By rename: a program that finds no whole line there falls back to the system's clock.
    Path next = file.resolveSibling("clock.next");
    Files.writeString(next, FORM.format(Instant.ofEpochSecond(second)) + "\n");
    now = second;
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What it says: seconds since 1970; 0 before it is set. */
  long now() {
    return now;
  }

  /** Has a program that is started with this environment look at this clock. */
  void give(Map<String, String> environment) {
    environment.put("LD_PRELOAD", library.toString());
    environment.put("FAKETIME_TIMESTAMP_FILE", file.toString());
    environment.put("FAKETIME_NO_CACHE", "1");
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    environment.put("DONT_FAKE_MONOTONIC", "1"); // its name before libfaketime 0.9.8
    environment.put("TZ", "UTC");
    environment.remove("FAKETIME");
  }
}
