package io.zonegate.hsm.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How signatures are spread over tokens that hold the same keys. */
public enum Spread {
  /** Over all tokens in turn; a token that fails stops the run. */
  ROUND_ROBIN,
  /**
   * On the first token of the file; the next takes over when it fails, which is counted and
   * reported.
   */
  FAIL_OVER;

  /** The word in the file: {@code round-robin}, {@code fail-over}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Spread::word).toList();
  }

  static Spread ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
