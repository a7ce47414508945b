package io.zonegate.signer.sign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** What becomes of the SOA serial. */
public enum SerialPolicy {
  /** It stays: the zone build sets it. */
  KEEP,
  /** One more than in the unsigned zone (RFC 1982). */
  INCREMENT,
  /**
   * Seconds since 1970 of the signing time; refused when that is not greater than the serial of the
   * unsigned zone.
   */
  UNIXTIME,
  /**
   * YYYYMMDD00 of the signing day in UTC, or one more than the serial before where that is not
   * less: the greater of the unsigned zone's and the previous signed zone's.
   */
  DATE_COUNTER;

  private static final long MODULUS = 1L << 32;

  /**
   * The serial of the signed zone.
   *
   * @param previous that of the previous signed zone, where it is known
   */
  long apply(long serial, OptionalLong previous, Instant at) {
    return switch (this) {
      case KEEP -> serial;
      case INCREMENT -> (serial + 1) % MODULUS;
      case UNIXTIME -> {
        long time = at.getEpochSecond() % MODULUS;
        if (!greater(time, serial)) {
          throw new IllegalArgumentException(
              "SOA serial is "
                  + serial
                  + "; the signing time "
                  + time
                  + " is not greater, so the serial policy UNIXTIME"
                  + " would turn it back; use INCREMENT or KEEP");
        }
        yield time;
      }
      case DATE_COUNTER -> {
        long before =
            previous.isPresent() && greater(previous.getAsLong(), serial)
                ? previous.getAsLong()
                : serial;
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        long first =
            ((day.getYear() * 100L + day.getMonthValue()) * 100 + day.getDayOfMonth()) * 100;
        // More than a hundred a day run on into the next days' numbers, as with BIND.
        yield greater(first, before) ? first : (before + 1) % MODULUS;
      }
    };
  }

  /** Serial number arithmetic: greater is less than half the circle ahead (RFC 1982, 3.2). */
  private static boolean greater(long serial, long than) {
    return (int) (serial - than) > 0;
  }
}
