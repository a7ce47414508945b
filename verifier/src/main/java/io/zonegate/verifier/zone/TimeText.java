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
    int at = entry.start[t];
    int date = digits(entry, at, at + 8);
    int clock = digits(entry, at + 8, at + 14);
    if (date < 0 || clock < 0) {
      throw new FormException("'" + entry.text(t) + "' is not a time YYYYMMDDHHmmSS");
    }
    return seconds(entry, t, date, clock) & 0xffffffffL;
  }

  /** Value of up to nine digits, or -1 where something else stands among them. */
  private static int digits(Entry entry, int from, int end) {
    int value = 0;
    for (int i = from; i < end; i++) {
      int digit = entry.buffer[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * Seconds since 1970.
   *
   * @param date year, month and day as the number YYYYMMDD
   * @param clock hours, minutes and seconds as the number HHmmSS
   */
  private long seconds(Entry entry, int t, int date, int clock) throws FormException {
    int hours = clock / 10000;
    int minutes = clock / 100 % 100;
    int seconds = clock % 100;
    if (date < 1970_00_00 || hours > 23 || minutes > 59 || seconds > 59) {
      throw new FormException("'" + entry.text(t) + "' is not a time YYYYMMDDHHmmSS");
    }
    if (date != lastDay) {
      try {
        lastDaySeconds =
            LocalDateTime.of(date / 10000, date / 100 % 100, date % 100, 0, 0)
                .toEpochSecond(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw new FormException("'" + entry.text(t) + "' is not a time YYYYMMDDHHmmSS");
      }
      lastDay = date;
    }
    return lastDaySeconds + hours * 3600L + minutes * 60L + seconds;
  }
}
