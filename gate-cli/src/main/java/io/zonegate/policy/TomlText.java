package io.zonegate.policy;

import java.util.Locale;

/** Writes values as TOML literals. */
final class TomlText {
  private static final int LONGEST_QUOTED = 80;

  private TomlText() {}

  /** A basic string; everything that a terminal might obey is escaped. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isPlain(c)) {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      }
    }
    return out.append('"').toString();
  }

  /** A value as it is repeated in a message: quoted, and cut where it is long. */
  static String shown(Object value) {
    String text = value.toString();
    if (text.length() > LONGEST_QUOTED) {
      text = text.substring(0, LONGEST_QUOTED) + "...";
    }
    return quote(text);
  }

  /** A key, quoted only where TOML asks for it. */
  static String key(String key) {
    return key.matches("[A-Za-z0-9_-]+") ? key : quote(key);
  }

  private static boolean isPlain(char c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE;
  }
}
