package io.zonegate.signer.sign;

import java.time.Instant;

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
  UNIXTIME;

  private static final long MODULUS = 1L << 32;

  long apply(long serial, Instant at) {
    return switch (this) {
      case KEEP -> serial;
      case INCREMENT -> (serial + 1) % MODULUS;
      case UNIXTIME -> {
        long time = at.getEpochSecond() % MODULUS;
        // Serial number arithmetic: greater is less than half the circle ahead (RFC 1982, 3.2).
        if ((int) (time - serial) <= 0) {
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
    };
  }
}
