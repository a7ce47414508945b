package io.zonegate.report.html;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Parts that several sections have. */
final class Tables {
  private Tables() {}

  /** Begins a table that scrolls sideways where the window is narrow; two closes end it. */
  static Markup begin(Markup page, String caption, List<String> columns) throws IOException {
    return begin(page, "columns", caption, columns);
  }

  /**
   * The same where a narrow window has the cells of a row below each other, each of which says by
   * itself what it is.
   */
  static Markup beginStacked(Markup page, String caption, List<String> columns) throws IOException {
    return begin(page, "stacked", caption, columns);
  }

  private static Markup begin(Markup page, String kind, String caption, List<String> columns)
      throws IOException {
    page.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", caption);
    page.open("table", "class", kind).element("caption", caption).open("thead").open("tr");
    for (String column : columns) {
      // A column of numbers says so by a leading hash.
      boolean number = column.startsWith("#");
      page.element(
          "th",
          number ? column.substring(1) : column,
          "scope",
          "col",
          "class",
          number ? "number" : "word");
    }
    return page.close().close().open("tbody");
  }

  static void end(Markup page) throws IOException {
    page.close().close().close();
  }

  /** A cell with a number. */
  static void number(Markup page, String text) throws IOException {
    page.element("td", text, "class", "number");
  }

  /** A cell with a bar of that share of its width; what it shows stands beside it as a number. */
  static void bar(Markup page, long part, long whole, String colour) throws IOException {
    page.open("td", "class", "bar").open("svg", "aria-hidden", "true", "focusable", "false");
    if (part > 0 && whole > 0) {
      page.open(
              "rect",
              "class",
              colour,
              "width",
              percent(Math.max(0.5, 100.0 * part / whole)),
              "height",
              "100%")
          .close();
    }
    page.close().close();
  }

  /** A word in the colour of what it means. */
  static void badge(Markup page, String word) throws IOException {
    page.element("span", word, "class", "badge " + colour(word));
  }

  /** An item that leads to another part of the page. */
  static void jump(Markup page, String id, String text) throws IOException {
    page.open("li").element("a", text, "href", "#" + id).close();
  }

  /** The class of a word. */
  static String colour(String word) {
    return word.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
  }

  /** A place or a width, with two decimals in every locale. */
  static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }

  /** An entry of a legend: a patch of that colour, and what it means. */
  static void key(Markup page, String colour, String text) throws IOException {
    page.open("li").open("svg", "class", "key", "aria-hidden", "true");
    page.open("rect", "class", colour, "width", "100%", "height", "100%").close().close();
    page.text(" " + text).close();
  }

  /** The same for a line of that colour. */
  static void lineKey(Markup page, String colour, String text) throws IOException {
    page.open("li").open("svg", "class", "key", "aria-hidden", "true");
    page.open("line", "class", colour, "x1", "50%", "x2", "50%", "y1", "0", "y2", "100%");
    page.close().close().text(" " + text).close();
  }

  /** A time of day, to the second. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A title with its text below. */
  static void fact(Markup page, String title, String text) throws IOException {
    page.open("div").element("dt", title).element("dd", text).close();
  }
}
