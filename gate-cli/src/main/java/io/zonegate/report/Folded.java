package io.zonegate.report;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text for a terminal: lines that are longer than it is wide are broken at spaces, and go on under
 * the text that they break off, as in the columns of a report. A word that is longer stays whole,
 * so that it can be copied. Whoever reads a file or a pipe gets whole lines and does without this.
 */
public final class Folded implements Appendable {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern GAP = Pattern.compile(" {2,}(?=\\S)");
  private static final int LEAST_INDENT = 2;

  private final Appendable out;
  private final int width;
  private final StringBuilder line = new StringBuilder();

  /**
   * Folds what goes to {@code out}.
   *
   * @param width columns, at least 20
   */
  public Folded(Appendable out, int width) {
    if (width < 20) {
      throw new IllegalArgumentException(width + " columns");
    }
    this.out = out;
    this.width = width;
  }

  @Override
  public Folded append(CharSequence text) throws IOException {
    return append(text, 0, text.length());
  }

  @Override
  public Folded append(CharSequence text, int start, int end) throws IOException {
    for (int i = start; i < end; i++) {
      append(text.charAt(i));
    }
    return this;
  }

  @Override
  public Folded append(char c) throws IOException {
    if (c == '\n') {
      writeLine();
      out.append('\n');
    } else {
      line.append(c);
    }
    return this;
  }

  /** Writes what is left of a last line without an end. */
  public void finish() throws IOException {
    writeLine();
  }

  private void writeLine() throws IOException {
    String text = line.toString();
    line.setLength(0);
    if (columns(text) <= width) {
      out.append(text);
      return;
    }
    int indent = indent(COLOUR.matcher(text).replaceAll(""));
    int used = 0;
    boolean fresh = true;
    for (String part : text.split("(?<=\\S)(?= )")) {
      int columns = columns(part);
      String word = part.stripLeading();
      boolean gains = used + part.length() - word.length() > indent;
      if (!fresh && gains && used + columns > width) {
        out.append('\n').append(" ".repeat(indent)).append(word);
        used = indent + columns(word);
      } else {
        out.append(part);
        used += columns;
      }
      fresh = false;
    }
  }

  /** Where the text of the last column begins that leaves room for text. */
  private int indent(String plain) {
    int indent = 0;
    Matcher gap = GAP.matcher(plain);
    while (gap.find() && gap.end() <= width * 3 / 5) {
      indent = gap.end();
    }
    return Math.max(LEAST_INDENT, indent);
  }

  private static int columns(String text) {
    String plain = COLOUR.matcher(text).replaceAll("");
    return plain.codePointCount(0, plain.length());
  }
}
