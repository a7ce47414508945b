package io.zonegate.signer.zone;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Splits a master file into entries (RFC 1035, 5.1): comments dropped, parentheses resolved, so
 * that each entry is one line of text, and each with the number of the line it begins on. Most
 * entries are one line without anything special; these are taken whole.
 */
final class MasterEntries implements Closeable {

  /**
   * RDATA has at most 65,535 octets, each written in at most four characters, and an owner besides.
   */
  private static final int LONGEST_ENTRY = 4 * 65_535 + 4_096;

  /** Octets that mean the same wherever in a line they stand; the rest is read one by one. */
  private static final boolean[] PLAIN = new boolean[256];

  static {
    Arrays.fill(PLAIN, ' ', PLAIN.length, true);
    for (char special : "\\\";()".toCharArray()) {
      PLAIN[special] = false;
    }
  }

  private final Path file;
  private final InputStream source;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private int line = 1;
  private int startLine;
  private int pushedBack = NONE;

  /** The last entry: octets of some array, which hold until the next. */
  private byte[] entry = {};

  private int entryStart;
  private int entryEnd;

  private static final int END = -1;
  private static final int NONE = -2;

  MasterEntries(Path file) throws IOException {
    this.file = file;
    this.source = Files.newInputStream(file);
  }

  /** Line on which the last entry began, from 1. */
  int startLine() {
    return startLine;
  }

  /**
   * Goes to the next entry that is not blank; false at the end of the file. A leading blank means
   * "same owner".
   */
  boolean next() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      startLine = line;
      boolean more = plainLine();
      if (!more) {
        text.setLength(0);
        more = read(text);
        // Octets above 127 are legal in a label; this charset keeps them as they are.
        entry = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        entryStart = 0;
        entryEnd = entry.length;
      }
      if (!isBlank()) {
        return true;
      }
      if (!more) {
        return false;
      }
    }
  }

  private boolean isBlank() {
    int i = entryStart;
    while (i < entryEnd && entry[i] == ' ') {
      i++;
    }
    return i == entryEnd;
  }

  /** The octet with which the entry begins. */
  byte first() {
    return entry[entryStart];
  }

  /** Puts the words before the first of the entry. */
  void to(Words words) {
    words.in(entry, entryStart, entryEnd);
  }

  /** The array that has the entry. */
  byte[] octets() {
    return entry;
  }

  /** Where the entry ends in the array. */
  int end() {
    return entryEnd;
  }

  /** Takes the next line, if it is an entry as it stands and has nothing special. */
  private boolean plainLine() throws IOException {
    if (pushedBack != NONE) {
      return false;
    }
    for (int i = at; ; i++) {
      if (i == end) {
        i -= at;
        if (!moreBehind()) {
          return false;
        }
      }
      byte octet = buffer[i];
      if (octet == '\n') {
        entry = buffer;
        entryStart = at;
        entryEnd = i;
        at = i + 1;
        line++;
        return true;
      }
      if (octet == '\t') {
        // It means the same, whoever reads this line.
        buffer[i] = ' ';
      } else if (!PLAIN[octet & 0xff]) {
        return false;
      }
    }
  }

  /** Moves what is not taken yet to the beginning and reads behind it; false if nothing comes. */
  private boolean moreBehind() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    int more = end == buffer.length ? 0 : source.read(buffer, end, buffer.length - end);
    end += Math.max(0, more);
    return more > 0;
  }

  /** Reads one entry; false at the end of the file. */
  private boolean read(StringBuilder text) throws IOException {
    int depth = 0;
    boolean quoted = false;
    for (int c = character(); c != END; c = character()) {
      if (c == '\n' && depth == 0) {
        if (quoted) {
          throw refused("a quoted text does not end on its line");
        }
        return true;
      }
      if (c == '\\') {
        text.append('\\').append((char) escaped());
      } else if (c == '"') {
        quoted = !quoted;
        text.append('"');
      } else if (quoted) {
        if (c == '\n') {
          throw refused("a quoted text does not end on its line");
        }
        text.append((char) c);
      } else if (c == ';') {
        skipComment();
      } else if (c == '(' || c == ')') {
        depth += c == '(' ? 1 : -1;
        if (depth < 0) {
          throw refused("a closing parenthesis without an opening one");
        }
        text.append(' ');
      } else {
        text.append(c == '\n' || c == '\t' ? ' ' : (char) c);
      }
      if (text.length() > LONGEST_ENTRY) {
        throw refused("the entry is longer than " + LONGEST_ENTRY + " characters; no record is");
      }
    }
    if (depth > 0 || quoted) {
      throw refused("the file ends inside " + (quoted ? "a quoted text" : "parentheses"));
    }
    if (!text.toString().isBlank()) {
      throw refused(
          "the file ends inside a line; it may be truncated, or end the last line with a line feed");
    }
    return false;
  }

  private int escaped() throws IOException {
    int c = character();
    if (c == END || c == '\n') {
      throw refused("a backslash has nothing after it");
    }
    return c;
  }

  private void skipComment() throws IOException {
    int c = character();
    while (c != END && c != '\n') {
      c = character();
    }
    if (c == '\n') {
      pushedBack = c;
    }
  }

  private int character() throws IOException {
    int c;
    if (pushedBack != NONE) {
      c = pushedBack;
      pushedBack = NONE;
      return c;
    }
    c = octet();
    if (c == '\r') {
      c = octet();
      if (c != '\n') {
        throw refused("a carriage return without a line feed");
      }
    }
    if (c == '\n') {
      line++;
    } else if (c >= 0 && c < ' ' && c != '\t') {
      throw refused("control character " + c + "; this is not a master file");
    }
    return c;
  }

  private int octet() throws IOException {
    if (at == end) {
      end = Math.max(0, source.read(buffer));
      at = 0;
      if (end == 0) {
        return END;
      }
    }
    return buffer[at++] & 0xff;
  }

  private ZoneInputException refused(String reason) {
    return new ZoneInputException(file, startLine, reason);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
