package io.zonegate.report;

import io.zonegate.verifier.verdict.CheckResult;

/** The word that a report shows for a check. */
public enum Status {
  OK("OK", "32"),
  BLOCK("BLOCK", "1;31"),
  WARN("WARN", "33"),
  NOTE("NOTE", "36"),
  NOT_APPLICABLE("N/A", "2"),
  DISABLED("DISABLED", "1;35"),
  UNDECIDED("UNDECIDED", "1;31");

  /** Width of the longest word. */
  static final int WIDTH = 9;

  private final String word;
  private final String ansi;

  Status(String word, String ansi) {
    this.word = word;
    this.ansi = ansi;
  }

  /** A blocking finding outweighs everything, an open question everything but that. */
  public static Status of(CheckResult result) {
    if (result.blocks() > 0) {
      return BLOCK;
    }
    return switch (result.outcome()) {
      case UNDECIDED -> UNDECIDED;
      case DISABLED -> DISABLED;
      case NOT_APPLICABLE -> NOT_APPLICABLE;
      case PASS -> OK;
      case FINDINGS -> result.warnings() > 0 ? WARN : NOTE;
    };
  }

  /** As it is shown. */
  public String word() {
    return word;
  }

  /** The text in this status's colour. */
  String colour(String text) {
    return "\u001b[" + ansi + "m" + text + "\u001b[0m";
  }
}
