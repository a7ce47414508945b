package io.zonegate.rollover;

import java.util.Locale;

/**
 * Text that people read before they approve a plan: one line, and all of it is seen. What moves the
 * cursor of a terminal or reorders a line would have them approve something else.
 */
final class VisibleText {
  private VisibleText() {}

  /**
   * Refuses text with other characters.
   *
   * @param what which text, for the message
   * @throws IllegalArgumentException with the first such character
   */
  static void demand(String what, String text) {
    text.codePoints()
        .filter(c -> !isVisible(c))
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

  private static boolean isVisible(int c) {
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
