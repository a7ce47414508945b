package io.zonegate.signer.zone;

import java.util.Arrays;

/** Words that came before and the numbers they stand for: few in a zone of millions of records. */
final class KnownWords {

  private byte[][] words = {};
  private int[] numbers = {};

  /** The number of the word, or -1. */
  int find(Words word) {
    for (int i = 0; i < words.length; i++) {
      if (word.is(words[i])) {
        return numbers[i];
      }
    }
    return -1;
  }

  void add(Words word, int number) {
    words = Arrays.copyOf(words, words.length + 1);
    words[words.length - 1] = word.copy();
    numbers = Arrays.copyOf(numbers, words.length);
    numbers[words.length - 1] = number;
  }
}
