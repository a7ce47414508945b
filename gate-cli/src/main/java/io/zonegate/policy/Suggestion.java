package io.zonegate.policy;

import java.util.Collection;
import java.util.Comparator;

/** Guesses what a misspelt word was meant to be. */
public final class Suggestion {
  private static final int FARTHEST = 2;

  private Suggestion() {}

  /** {@code , did you mean 'x'?} for a near miss, else the list of what is allowed. */
  static String among(String word, Collection<String> known) {
    String near = near(word, known);
    return near.isEmpty() ? "; known are " + String.join(", ", known) : near;
  }

  /** {@code , did you mean 'x'?} for a near miss, else nothing. */
  public static String near(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> distance(word, k) <= Math.min(FARTHEST, k.length() - 1))
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k))
        .map(k -> ", did you mean '" + k + "'?")
        .orElse("");
  }

  /** Levenshtein distance, letter case ignored: a wrong case alone is the nearest miss. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replaced = previous[j - 1] + (same ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
