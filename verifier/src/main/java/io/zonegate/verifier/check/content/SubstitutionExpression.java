package io.zonegate.verifier.check.content;

/**
 * The substitution expression of a NAPTR record (RFC 3402 section 3.2): delimiter, extended regular
 * expression, delimiter, replacement, delimiter, flags. BIND refuses one that is not of this form.
 * Of the regular expression only what cannot be right is found.
 */
final class SubstitutionExpression {
  private final String text;
  private int at = 1;
  private int groups;

  private SubstitutionExpression(String text) {
    this.text = text;
  }

  /** What is wrong with it; null if nothing is, or if there is none. */
  static String fault(String text) {
    if (text.isEmpty()) {
      return null;
    }
    String fault = new SubstitutionExpression(text).fault();
    return fault == null ? null : "the regexp " + fault + " (RFC 3402 section 3.2)";
  }

  private String fault() {
    char delimiter = text.charAt(0);
    if ((delimiter >= '0' && delimiter <= '9') || delimiter == '\\' || delimiter == 'i') {
      return "begins with " + delimiter + ", which is no delimiter";
    }
    int start = at;
    String fault = expression(delimiter);
    if (fault != null) {
      return fault;
    }
    if (at == start + 1) {
      return "has an empty regular expression";
    }
    fault = replacement(delimiter);
    if (fault != null) {
      return fault;
    }
    return text.substring(at).chars().allMatch(c -> c == 'i') ? null : "has an unknown flag";
  }

  /** To behind the second delimiter. */
  private String expression(char delimiter) {
    int open = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == delimiter) {
        at++;
        return open > 0 ? "has a group that is not closed" : null;
      }
      boolean first = at == 1 || (text.charAt(at - 1) == '(' && text.charAt(at - 2) != '\\');
      if (first && (c == '*' || c == '+' || c == '?')) {
        return "repeats nothing";
      }
      switch (c) {
        case '\\' -> at++;
        case '(' -> {
          open++;
          groups++;
        }
        case ')' -> open = Math.max(0, open - 1);
        case '[' -> {
          // The first character in brackets, behind ^, may be ].
          int from = text.startsWith("^", at + 1) ? at + 3 : at + 2;
          int end = text.indexOf(']', from);
          if (end < 0) {
            return "has a bracket that is not closed";
          }
          at = end;
        }
        default -> {
          // Any other character.
        }
      }
      at++;
    }
    return "has no second delimiter";
  }

  /** To behind the third delimiter. */
  private String replacement(char delimiter) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == delimiter) {
        return null;
      }
      if (c == '\\' && at < text.length()) {
        int reference = text.charAt(at++) - '0';
        if (reference > groups && reference <= 9) {
          return "refers to group " + reference + " of " + groups;
        }
      }
    }
    return "has no third delimiter";
  }
}
