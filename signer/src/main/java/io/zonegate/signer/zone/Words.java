package io.zonegate.signer.zone;

/** The words of an entry, separated by blanks that no backslash precedes. */
final class Words {

  private final String text;
  private int at;

  Words(String text) {
    this.text = text;
  }

  /** The next word, or "" at the end. */
  String next() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ' ') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(at, text.length());
    return text.substring(start, at);
  }

  /** Everything after the last word. */
  String rest() {
    return text.substring(at);
  }
}
