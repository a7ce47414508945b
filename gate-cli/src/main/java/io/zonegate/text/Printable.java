package io.zonegate.text;

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

  /**
   * Refuses text that is not plain and on one line: whoever approves it is to see all of it.
   *
   * @param what which text, for the message
   * @throws IllegalArgumentException with the first character that {@link #escape} would escape
   */
  public static void demand(String what, String text) {
    text.codePoints()
        .filter(c -> !isPlain(c))
        .findFirst()
        .ifPresent(
            c -> {
              throw new IllegalArgumentException(
                  String.format(
                      Locale.ROOT,
                      "%s has the character U+%04X, which cannot be seen; take it out",
                      what,
                      c));
            });
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
