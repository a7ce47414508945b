package io.zonegate.selftest;

/** Text in lines that a terminal can show. */
final class Wrapped {
  private static final int WIDTH = 100;

  private Wrapped() {}

  static String text(String text) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > WIDTH) {
        out.append('\n');
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.append('\n').toString();
  }
}
