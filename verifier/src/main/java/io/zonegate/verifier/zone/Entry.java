package io.zonegate.verifier.zone;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One entry of a master file: the tokens between two ends of line that count (RFC 1035 section
 * 5.1). Token i is {@code buffer[start[i] .. end[i])}, escapes not yet resolved, quotes stripped.
 */
final class Entry {
  byte[] buffer;
  int[] start = new int[64];
  int[] end = new int[64];
  boolean[] quoted = new boolean[64];
  int tokens;

  /** Whether the entry starts with white space: its owner is the previous entry's. */
  boolean blankOwner;

  /** Line where the entry starts, counted from 1 in its own file. */
  int line;

  void reset(byte[] newBuffer, int newLine) {
    buffer = newBuffer;
    line = newLine;
    tokens = 0;
    blankOwner = false;
  }

  void add(int tokenStart, int tokenEnd, boolean isQuoted) {
    if (tokens == start.length) {
      start = Arrays.copyOf(start, tokens * 2);
      end = Arrays.copyOf(end, tokens * 2);
      quoted = Arrays.copyOf(quoted, tokens * 2);
    }
    start[tokens] = tokenStart;
    end[tokens] = tokenEnd;
    quoted[tokens++] = isQuoted;
  }

  /** Whether token {@code t} is this word, in any case, and not in quotes. */
  boolean is(int t, String word) {
    if (quoted[t] || end[t] - start[t] != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (NameKey.lower(buffer[start[t] + i]) != NameKey.lower((byte) word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Token {@code t} for messages. */
  String text(int t) {
    return NameText.printable(buffer, start[t], end[t]);
  }

  /** Token {@code t} as it stands in the file. */
  String source(int t) {
    String bare = new String(buffer, start[t], end[t] - start[t], StandardCharsets.ISO_8859_1);
    return quoted[t] ? '"' + bare + '"' : bare;
  }
}
