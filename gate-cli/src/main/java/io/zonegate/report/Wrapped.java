package io.zonegate.report;

import java.io.IOException;

/** Text that is broken at spaces into lines of at most 100 characters. */
final class Wrapped {
  private static final int WIDTH = 100;

  private Wrapped() {}

  /** Writes the text; lines after the first are indented by the width of {@code first}. */
  static void write(String first, String text, Appendable out) throws IOException {
    StringBuilder line = new StringBuilder(first);
    boolean fresh = true;
    for (String word : Printable.escape(text.strip().replaceAll("\\s+", " ")).split(" ")) {
      if (!fresh && line.length() + 1 + word.length() > WIDTH) {
        out.append(line).append('\n');
        line = new StringBuilder(" ".repeat(first.length()));
        fresh = true;
      }
      line.append(fresh ? "" : " ").append(word);
      fresh = false;
    }
    out.append(line).append('\n');
  }
}
