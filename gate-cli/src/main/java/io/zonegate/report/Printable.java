package io.zonegate.report;

import java.util.Locale;

/**
 * Makes strings from zones, file names and messages harmless: a zone must not be able to move the
 * cursor of the terminal that it is reported on, to reorder the line, or to break an XML file.
 */
public final class Printable {
  private Printable() {}

  /**
   * Escapes what is not plain text on one line: octets as DNS {@code \DDD} (RFC 1035 section 5.1),
   * all else as <code>&#92;u{XXXX}</code>. The result has only characters that XML 1.0 allows.
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.appendCodePoint(c);
              } else if (c < 256) {
                out.append(String.format(Locale.ROOT, "\\%03d", c));
              } else {
                out.append("\\u{")
                    .append(Integer.toHexString(c).toUpperCase(Locale.ROOT))
                    .append('}');
              }
            });
    return out.toString();
  }

  /** Escapes, then cuts to at most {@code most} characters, saying so with three dots. */
  public static String escape(String text, int most) {
    String escaped = escape(text.length() > most ? text.substring(0, most + 1) : text);
    if (escaped.length() <= most) {
      return escaped;
    }
    int end = most - 3;
    if (Character.isHighSurrogate(escaped.charAt(end - 1))) {
      end--;
    }
    return escaped.substring(0, end) + "...";
  }

  private static boolean isPlain(int c) {
    boolean control =
        switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              true;
          default -> false;
        };
    return !control;
  }
}
