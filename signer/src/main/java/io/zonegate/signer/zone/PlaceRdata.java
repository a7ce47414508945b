package io.zonegate.signer.zone;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.xbill.DNS.Tokenizer;

/**
 * RDATA of LOC, read from text (RFC 1876 section 3). dnsjava counts in floating point, and is a
 * thousandth of a second or a centimetre beside what name servers read from the same text.
 */
final class PlaceRdata {

  private static final int OCTETS = 16;
  private static final BigDecimal[] MILLISECONDS = {
    BigDecimal.valueOf(3_600_000), BigDecimal.valueOf(60_000), BigDecimal.valueOf(1000)
  };
  private static final BigDecimal SIXTY = BigDecimal.valueOf(60);
  private static final BigDecimal CENTIMETRES = BigDecimal.valueOf(100);
  private static final BigDecimal LOWEST_METRES = BigDecimal.valueOf(-100_000);
  private static final BigDecimal WIDEST_METRES = BigDecimal.valueOf(90_000_000);
  private static final long MOST_32_BITS = 0xffffffffL;

  /** What RFC 1876 gives size and precisions that are not written. */
  private static final String[] USUAL_METRES = {"1", "10000", "10"};

  private PlaceRdata() {}

  /**
   * The RDATA in wire form, or null if it is written in the generic form of RFC 3597.
   *
   * @throws IOException if the text ends within quotes or parentheses
   * @throws IllegalArgumentException if it is no place
   */
  static byte[] of(String text) throws IOException {
    Deque<String> words = new ArrayDeque<>();
    try (Tokenizer tokenizer = new Tokenizer(text)) {
      for (Tokenizer.Token word = tokenizer.get(); word.isString(); word = tokenizer.get()) {
        words.add(word.value());
      }
    }
    if ("\\#".equals(words.peek())) {
      return null;
    }
    long latitude = angle(words, 90, "N", "S");
    long longitude = angle(words, 180, "E", "W");
    long altitude = units(metres(next(words)).subtract(LOWEST_METRES), CENTIMETRES, MOST_32_BITS);
    ByteBuffer rdata = ByteBuffer.allocate(OCTETS).put((byte) 0);
    for (String usual : USUAL_METRES) {
      rdata.put(digitAndPower(metres(words.isEmpty() ? usual : next(words))));
    }
    if (!words.isEmpty()) {
      throw new IllegalArgumentException("\"" + words.peek() + "\" after the end");
    }
    return rdata.putInt((int) latitude).putInt((int) longitude).putInt((int) altitude).array();
  }

  private static long angle(Deque<String> words, int mostDegrees, String plus, String minus) {
    BigDecimal sum = BigDecimal.ZERO;
    String word = next(words);
    for (int part = 0; !word.equals(plus) && !word.equals(minus); part++) {
      if (part == MILLISECONDS.length) {
        throw new IllegalArgumentException("\"" + word + "\" for " + plus + " or " + minus);
      }
      BigDecimal value = number(word);
      boolean last = part == MILLISECONDS.length - 1;
      if (value.signum() < 0
          || (part > 0 && value.compareTo(SIXTY) >= 0)
          || (!last && value.scale() > 0)) {
        throw new IllegalArgumentException("\"" + word + "\" in an angle");
      }
      sum = sum.add(value.multiply(MILLISECONDS[part]));
      word = next(words);
    }
    long size = units(sum, BigDecimal.ONE, mostDegrees * 3_600_000L);
    return (1L << 31) + (word.equals(plus) ? size : -size);
  }

  private static byte digitAndPower(BigDecimal metres) {
    if (metres.compareTo(WIDEST_METRES) > 0) {
      throw new IllegalArgumentException(metres + " m, over " + WIDEST_METRES);
    }
    String centimetres = Long.toString(units(metres, CENTIMETRES, Long.MAX_VALUE));
    return (byte) (Character.digit(centimetres.charAt(0), 10) << 4 | centimetres.length() - 1);
  }

  private static BigDecimal metres(String word) {
    return number(word.endsWith("m") ? word.substring(0, word.length() - 1) : word);
  }

  private static BigDecimal number(String word) {
    if (!word.matches("-?[0-9]{0,8}(\\.[0-9]{0,3})?") || !word.matches(".*[0-9].*")) {
      throw new IllegalArgumentException("\"" + word + "\" for a number");
    }
    return new BigDecimal(word);
  }

  /** The value in whole units, of which it may have no part. */
  private static long units(BigDecimal value, BigDecimal unitsInOne, long most) {
    BigDecimal units = value.multiply(unitsInOne);
    if (units.signum() < 0
        || units.compareTo(BigDecimal.valueOf(most)) > 0
        || units.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(value + " is out of range or too finely divided");
    }
    return units.longValueExact();
  }

  private static String next(Deque<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("it ends too early");
    }
    return words.remove();
  }
}
