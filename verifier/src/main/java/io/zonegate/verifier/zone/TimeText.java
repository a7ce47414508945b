package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times in text form. Remembers the last day, since signatures of a zone share a few of them. */
final class TimeText {
  private int lastDay = -1;
  private long lastDaySeconds;

  /**
   * A number of seconds, or numbers with units w, d, h, m, s (as BIND has it; RFC 1035 has none).
   */
  static long seconds(Entry entry, int t, long max) throws FormException {
    long total = 0;
    long value = 0;
    boolean digits = false;
    boolean units = false;
    for (int i = entry.start[t]; i < entry.end[t]; i++) {
      byte b = entry.buffer[i];
      if (NameText.isDigit(b)) {
        value = value * 10 + (b - '0');
        digits = true;
      } else {
        int unit =
            switch (b | 0x20) {
              case 'w' -> 604800;
              case 'd' -> 86400;
              case 'h' -> 3600;
              case 'm' -> 60;
              case 's' -> 1;
              default -> 0;
            };
        if (unit == 0 || !digits) {
          throw new FormException("'" + entry.text(t) + "' is not a time such as 3600 or 1h30m");
        }
        total += value * unit;
        value = 0;
        digits = false;
        units = true;
      }
      if (value > max || total > max) {
        throw new FormException("time " + entry.text(t) + " is over " + max + " seconds");
      }
    }
    if ((!digits && !units) || (digits && units)) {
      throw new FormException("'" + entry.text(t) + "' is not a time such as 3600 or 1h30m");
    }
    if (total + value > max) {
      throw new FormException("time " + entry.text(t) + " is over " + max + " seconds");
    }
    return total + value;
  }

  /** A time in the form YYYYMMDDHHmmSS, which token {@code t} must have 14 digits for. */
  long time(Entry entry, int t) throws FormException {
    int[] part = new int[6];
    int[] width = {4, 2, 2, 2, 2, 2};
    int at = entry.start[t];
    for (int i = 0; i < 6; i++) {
      for (int k = 0; k < width[i]; k++) {
        int digit = entry.buffer[at++] - '0';
        if (digit < 0 || digit > 9) {
          throw new FormException("'" + entry.text(t) + "' is not a time YYYYMMDDHHmmSS");
        }
        part[i] = part[i] * 10 + digit;
      }
    }
    return daySeconds(entry, t, part) & 0xffffffffL;
  }

  private long daySeconds(Entry entry, int t, int[] part) throws FormException {
    int day = (part[0] * 100 + part[1]) * 100 + part[2];
    if (part[0] < 1970 || part[3] > 23 || part[4] > 59 || part[5] > 59) {
      throw new FormException("'" + entry.text(t) + "' is not a time YYYYMMDDHHmmSS");
    }
    if (day != lastDay) {
      try {
        lastDaySeconds =
            LocalDateTime.of(part[0], part[1], part[2], 0, 0).toEpochSecond(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw new FormException("'" + entry.text(t) + "' is not a time YYYYMMDDHHmmSS");
      }
      lastDay = day;
    }
    return lastDaySeconds + part[3] * 3600L + part[4] * 60L + part[5];
  }
}
