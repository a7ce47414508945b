package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import java.time.Instant;

/** Times in RRSIGs: 32 bits of seconds, to be read as near the clock (RFC 4034 section 3.1.5). */
final class SerialTime {
  private SerialTime() {}

  /** Seconds from the clock to this time, negative if it is past. */
  static long fromNow(Candidate candidate, int time) {
    // The overflow is the point: RFC 1982 compares modulo 2^32.
    int difference = time - candidate.nowSeconds();
    return difference;
  }

  /** The time in RFC 3339 form. */
  static String present(Candidate candidate, int time) {
    return Instant.ofEpochSecond(
            candidate.inputs().now().getEpochSecond() + fromNow(candidate, time))
        .toString();
  }

  /** A number of seconds as days, hours and minutes; as seconds if there are few. */
  static String span(long seconds) {
    if (Math.abs(seconds) < 60) {
      return seconds + " s";
    }
    String sign = seconds < 0 ? "-" : "";
    long minutes = Math.abs(seconds) / 60;
    long days = minutes / 1440;
    return sign
        + (days > 0 ? days + " d " : "")
        + minutes / 60 % 24
        + " h "
        + minutes % 60
        + " min";
  }
}
