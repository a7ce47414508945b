package io.zonegate.hsm.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody may have meant. */
final class Spelling {

  /** Two slips (insert, delete, replace) are a misspelling; more is another word. */
  private static final int MOST_SLIPS = 2;

  private Spelling() {}

  static Optional<String> nearest(String found, List<String> words) {
    String best = null;
    int least = MOST_SLIPS + 1;
    for (String word : words) {
      int slips = slips(found.toLowerCase(Locale.ROOT).replace('_', '-'), word);
      if (slips < least) {
        least = slips;
        best = word;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein distance, one row at a time. */
  private static int slips(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
