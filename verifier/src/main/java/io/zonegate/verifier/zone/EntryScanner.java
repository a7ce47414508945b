package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a master file into entries: comments, parentheses, quotes and backslashes are dealt with
 * here.
 */
final class EntryScanner {
  /**
   * Longest entry in octets. The longest legal RDATA, 65,535 octets each as {@code \DDD}, needs a
   * quarter of it.
   */
  static final int MAX_ENTRY = 1 << 20;

  private final InputStream in;
  private byte[] buffer;
  private int position;
  private int limit;
  private boolean ended;
  private boolean unterminated;
  private int line = 1;
  private final Entry entry = new Entry();

  EntryScanner(InputStream in) {
    this(in, 1 << 18);
  }

  /**
   * @param room octets of buffer to start with
   */
  EntryScanner(InputStream in, int room) {
    this.in = in;
    this.buffer = new byte[room];
  }

  /** Line that the next entry starts on, or that the scanner failed on. */
  int line() {
    return line;
  }

  /**
   * The next entry that has a token, valid until the next call; null at the end of the file.
   *
   * @throws FormException for unbalanced parentheses or quotes, an octet 0, or an entry over 1 MiB
   */
  Entry next() throws IOException, FormException {
    while (true) {
      if (position == limit && !fill()) {
        return null;
      }
      int entryLine = line;
      while (!scan()) {
        line = entryLine;
        if (!fill() && !ended) {
          throw new FormException(
              "the entry that starts here is longer than "
                  + MAX_ENTRY
                  + " octets: not a zone file?");
        }
      }
      if (entry.tokens > 0) {
        return entry;
      }
    }
  }

  /** Reads on; false if the file has ended or the entry at hand fills the largest buffer. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    if (limit == buffer.length) {
      if (limit >= MAX_ENTRY) {
        return false;
      }
      buffer = Arrays.copyOf(buffer, limit * 2);
    }
    int read = in.readNBytes(buffer, limit, buffer.length - limit);
    limit += read;
    ended = limit < buffer.length;
    return read > 0;
  }

  /** Scans one entry from {@code position}; false if it does not end within the buffer. */
  private boolean scan() throws FormException {
    byte[] text = buffer;
    int p = position;
    int depth = 0;
    entry.reset(text, line);
    if (p < limit && (text[p] == ' ' || text[p] == '\t')) {
      entry.blankOwner = true;
    }
    while (p < limit) {
      byte b = text[p];
      switch (b) {
        case ' ', '\t' -> p++;
        case '\r' -> {
          if (p + 1 == limit && !ended) {
            return false;
          }
          carriageReturn(text, p++);
        }
        case '\n' -> {
          p++;
          line++;
          if (depth == 0) {
            position = p;
            return true;
          }
        }
        case ';' -> {
          while (p < limit && text[p] != '\n') {
            if (text[p] == '\r') {
              if (p + 1 == limit && !ended) {
                return false;
              }
              carriageReturn(text, p);
            }
            p++;
          }
        }
        case '(' -> {
          depth++;
          p++;
        }
        case ')' -> {
          if (--depth < 0) {
            throw new FormException("')' without '('");
          }
          p++;
        }
        case '"' -> {
          int close = closingQuote(text, p + 1);
          if (close < 0) {
            if (ended) {
              throw new FormException("the file ends inside a quoted string");
            }
            return false;
          }
          entry.add(p + 1, close, true);
          p = close + 1;
        }
        default -> {
          int end = wordEnd(text, p);
          if (end == limit && !ended) {
            return false;
          }
          entry.add(p, end, false);
          p = end;
        }
      }
    }
    if (!ended) {
      return false;
    }
    if (depth > 0) {
      throw new FormException(
          "the file ends inside parentheses that were opened in the entry of line " + entry.line);
    }
    unterminated = entry.tokens > 0;
    position = p;
    return true;
  }

  /** Whether the file ended within a line that had something in it. */
  boolean isUnterminated() {
    return unterminated;
  }

  /**
   * A carriage return is part of a line end and nothing else: alone, it ends a line for some
   * servers and is white space to others.
   */
  private void carriageReturn(byte[] text, int p) throws FormException {
    if (p + 1 < limit && text[p + 1] != '\n') {
      throw new FormException(
          "carriage return within a line; servers read such a file differently");
    }
  }

  private int closingQuote(byte[] text, int from) throws FormException {
    for (int p = from; p < limit; p++) {
      if (text[p] == '"') {
        return p;
      }
      if (text[p] == '\\') {
        p++;
      }
      if (p < limit && text[p] == '\n') {
        throw new FormException("the quoted string does not end on its line");
      }
      if (p < limit && text[p] == 0) {
        throw octetZero();
      }
    }
    return -1;
  }

  private int wordEnd(byte[] text, int from) throws FormException {
    int p = Delimiters.find(text, from, limit);
    while (p < limit) {
      if (text[p] == 0) {
        throw octetZero();
      }
      if (text[p] != '\\') {
        return p;
      }
      p++;
      if (p < limit ? text[p] == '\n' || text[p] == '\r' : ended) {
        throw new FormException("a backslash ends the line; nothing is there to be escaped");
      }
      if (p < limit && text[p] == 0) {
        throw octetZero();
      }
      p = p < limit ? Delimiters.find(text, p + 1, limit) : limit;
    }
    return limit;
  }

  private static FormException octetZero() {
    return new FormException("octet 0 in the file: not a zone file, or a damaged one");
  }
}
