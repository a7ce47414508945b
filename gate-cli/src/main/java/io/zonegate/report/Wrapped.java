package io.zonegate.report;

import io.zonegate.text.Printable;
import java.io.IOException;

/** Text that is broken at spaces into lines. */
final class Wrapped {
  /** Characters of a line of a document. */
  static final int DOCUMENT = 100;

  private static final int TERMINAL = 80;

  private Wrapped() {}

  /**
   * Writes the text in lines for a terminal; those after the first are indented by the width of
   * {@code first}.
   */
  static void write(String first, String text, Appendable out) throws IOException {
    write(TERMINAL, first, text, out);
  }

  /**
   * As above.
   *
   * @param width most characters of a line
   */
  static void write(int width, String first, String text, Appendable out) throws IOException {
    StringBuilder line = new StringBuilder(first);
    boolean fresh = true;
    for (String word : Printable.escape(text.strip().replaceAll("\\s+", " ")).split(" ")) {
      if (!fresh && line.length() + 1 + word.length() > width) {
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
