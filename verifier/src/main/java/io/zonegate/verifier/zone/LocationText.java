package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of LOC (RFC 1876 section 3). Whole thousandths and centimetres are counted throughout:
 * in floating point one record in seventeen comes out a thousandth or a centimetre lower than name
 * servers have it, and its signature would not verify.
 */
final class LocationText {
  static final int OCTETS = 16;

  private static final Pattern FIXED_POINT = Pattern.compile("(-?)([0-9]{0,8})(?:\\.([0-9]*))?");
  private static final long MILLISECONDS_PER_DEGREE = 3_600_000;
  private static final long EQUATOR_OR_MERIDIAN = 1L << 31;

  /** Altitude 0 is 100 km below the reference spheroid. */
  private static final long LOWEST_CENTIMETRES = 10_000_000;

  private static final long HIGHEST_CENTIMETRES = 0xffffffffL - LOWEST_CENTIMETRES;
  private static final long WIDEST_CENTIMETRES = 9_000_000_000L;

  /** 1 m, 10,000 m and 10 m, where size and precisions are left out. */
  private static final byte[] DEFAULTS = {0x12, 0x16, 0x13};

  private final Entry entry;
  private int token;

  private LocationText(Entry entry, int first) {
    this.entry = entry;
    this.token = first;
  }

  /**
   * Writes the RDATA of the tokens from {@code first} on, {@link #OCTETS} octets, to {@code out}.
   */
  static void parse(Entry entry, int first, byte[] out, int offset) throws FormException {
    new LocationText(entry, first).write(out, offset);
  }

  private void write(byte[] out, int offset) throws FormException {
    long latitude = angle(90, "N", "S");
    long longitude = angle(180, "E", "W");
    long altitude = centimetres(-LOWEST_CENTIMETRES, HIGHEST_CENTIMETRES) + LOWEST_CENTIMETRES;
    out[offset] = 0;
    for (int i = 0; i < DEFAULTS.length; i++) {
      out[offset + 1 + i] =
          token < entry.tokens ? rounded(centimetres(0, WIDEST_CENTIMETRES)) : DEFAULTS[i];
    }
    Bytes.put32(out, offset + 4, (int) latitude);
    Bytes.put32(out, offset + 8, (int) longitude);
    Bytes.put32(out, offset + 12, (int) altitude);
    if (token != entry.tokens) {
      throw new FormException("unexpected '" + entry.text(token) + "' after the RDATA of LOC");
    }
  }

  /** Degrees, perhaps minutes, perhaps seconds, and a letter. */
  private long angle(int mostDegrees, String positive, String negative) throws FormException {
    long most = mostDegrees * MILLISECONDS_PER_DEGREE;
    long value = fixedPoint(text(), 0, 0, mostDegrees) * MILLISECONDS_PER_DEGREE;
    String next = text();
    if (!next.equals(positive) && !next.equals(negative)) {
      value += fixedPoint(next, 0, 0, 59) * 60_000;
      next = text();
      if (!next.equals(positive) && !next.equals(negative)) {
        value += fixedPoint(next, 3, 0, 59_999);
        next = text();
      }
    }
    if (value > most) {
      throw new FormException("LOC has an angle of over " + mostDegrees + " degrees");
    }
    if (next.equals(positive)) {
      return EQUATOR_OR_MERIDIAN + value;
    }
    if (next.equals(negative)) {
      return EQUATOR_OR_MERIDIAN - value;
    }
    throw new FormException(
        "LOC has '" + next + "' where " + positive + " or " + negative + " must be");
  }

  private long centimetres(long least, long most) throws FormException {
    String metres = text();
    return fixedPoint(
        metres.endsWith("m") ? metres.substring(0, metres.length() - 1) : metres, 2, least, most);
  }

  /** The leading digit and the power of ten; further digits are cut off (RFC 1876 appendix A). */
  private static byte rounded(long centimetres) {
    long digit = centimetres;
    int power = 0;
    while (digit > 9) {
      digit /= 10;
      power++;
    }
    return (byte) (digit << 4 | power);
  }

  private String text() throws FormException {
    if (token >= entry.tokens) {
      throw new FormException("the RDATA ends too early");
    }
    return entry.text(token++);
  }

  /** The number in units of its last decimal. */
  private static long fixedPoint(String text, int decimals, long least, long most)
      throws FormException {
    Matcher number = FIXED_POINT.matcher(text);
    if (number.matches()) {
      String fraction = number.group(3) == null ? "" : number.group(3);
      String digits = number.group(2) + fraction;
      if (!digits.isEmpty() && fraction.length() <= decimals) {
        long value = Long.parseLong(digits + "0".repeat(decimals - fraction.length()));
        if (!number.group(1).isEmpty()) {
          value = -value;
        }
        if (value >= least && value <= most) {
          return value;
        }
      }
    }
    throw new FormException(
        "LOC has '"
            + text
            + "' where a number from "
            + BigDecimal.valueOf(least, decimals)
            + " to "
            + BigDecimal.valueOf(most, decimals)
            + " must be, with at most "
            + decimals
            + " decimals");
  }
}
