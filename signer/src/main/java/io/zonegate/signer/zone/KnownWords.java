package io.zonegate.signer.zone;

import java.util.ArrayList;
import java.util.List;

/** Words that came before and the numbers they stand for: few in a zone of millions of records. */
final class KnownWords {

  private final List<byte[]> words = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  /** The number of the word, or -1. */
  int find(Words word) {
    for (int i = 0; i < words.size(); i++) {
      if (word.is(words.get(i))) {
        return numbers.get(i);
      }
    }
    return -1;
  }

  void add(Words word, int number) {
    words.add(word.copy());
    numbers.add(number);
  }
}
