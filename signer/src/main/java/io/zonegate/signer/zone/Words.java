package io.zonegate.signer.zone;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words of an entry, separated by blanks that no backslash precedes. It points into the octets
 * of the entry, which are not copied. Thread-confined.
 */
final class Words {

  private byte[] octets = {};
  private int end;
  private int at;
  private int start;

  /** Before the first word of these octets. */
  void in(byte[] entry, int from, int to) {
    octets = entry;
    at = from;
    start = from;
    end = to;
  }

  /** Before the first word of this text. */
  static Words of(String text) {
    Words words = new Words();
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    words.in(octets, 0, octets.length);
    return words;
  }

  /** Goes to the next word; there is an empty one at the end. */
  Words next() {
    while (at < end && octets[at] == ' ') {
      at++;
    }
    start = at;
    while (at < end && octets[at] != ' ') {
      at += octets[at] == '\\' ? 2 : 1;
    }
    at = Math.min(at, end);
    return this;
  }

  boolean isEmpty() {
    return start == at;
  }

  boolean beginsWithDigit() {
    return start < at && octets[start] >= '0' && octets[start] <= '9';
  }

  /** Whether the word is this one. */
  boolean is(byte[] word) {
    boolean same = at - start == word.length;
    for (int i = 0; same && i < word.length; i++) {
      same = octets[start + i] == word[i];
    }
    return same;
  }

  /** A copy of the word's octets. */
  byte[] copy() {
    return Arrays.copyOfRange(octets, start, at);
  }

  /** Where the entry goes on after the word. */
  int restStart() {
    return at;
  }

  /** The word as text. */
  @Override
  public String toString() {
    return new String(octets, start, at - start, StandardCharsets.ISO_8859_1);
  }
}
