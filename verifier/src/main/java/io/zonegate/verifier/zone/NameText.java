package io.zonegate.verifier.zone;

import java.nio.charset.StandardCharsets;

/** Names between presentation form (RFC 1035 section 5.1, RFC 4343) and wire form. */
public final class NameText {
  private NameText() {}

  /** Says that a piece of text is not what it has to be; the reader adds file and line. */
  static final class FormException extends Exception {
    private static final long serialVersionUID = 1L;

    FormException(String message) {
      super(message);
    }
  }

  /**
   * Parses a name.
   *
   * @param text holds the characters {@code [start, end)}
   * @param origin wire form of the origin that relative names get, or null where none is known
   * @param wire receives the wire form, case kept, from {@code offset}; needs 255 octets of room
   * @return the length of the wire form in octets
   */
  static int parse(byte[] text, int start, int end, byte[] origin, byte[] wire, int offset)
      throws FormException {
    if (end - start == 1) {
      if (text[start] == '.') {
        wire[offset] = 0;
        return 1;
      }
      if (text[start] == '@') {
        return append(origin, text, start, end, wire, offset, offset);
      }
    }
    int labelStart = offset;
    int at = offset + 1;
    int limit = offset + NameKey.MAX_WIRE_BYTES - 1;
    int p = start;
    while (p < end) {
      byte b = text[p++];
      if (b == '.') {
        labelStart = closeLabel(text, start, end, wire, labelStart, at);
        if (p == end) {
          wire[labelStart] = 0;
          return labelStart + 1 - offset;
        }
        at = labelStart + 1;
        continue;
      }
      if (b == '\\') {
        if (p == end) {
          throw new FormException("name '" + printable(text, start, end) + "' ends in a backslash");
        }
        if (isDigit(text[p])) {
          b = (byte) decimalEscape(text, p, end);
          p += 3;
        } else {
          b = text[p++];
        }
      }
      if (at >= limit) {
        throw new FormException(
            "name '" + printable(text, start, end) + "' is longer than 255 octets");
      }
      wire[at++] = b;
    }
    int next = closeLabel(text, start, end, wire, labelStart, at);
    return append(origin, text, start, end, wire, offset, next);
  }

  private static int closeLabel(
      byte[] text, int start, int end, byte[] wire, int labelStart, int at) throws FormException {
    int length = at - labelStart - 1;
    if (length == 0) {
      throw new FormException("name '" + printable(text, start, end) + "' has an empty label");
    }
    if (length > 63) {
      throw new FormException(
          "name '"
              + printable(text, start, end)
              + "' has a label of "
              + length
              + " octets, over 63");
    }
    wire[labelStart] = (byte) length;
    return at;
  }

  private static int append(
      byte[] origin, byte[] text, int start, int end, byte[] wire, int offset, int at)
      throws FormException {
    if (origin == null) {
      throw new FormException(
          "name '"
              + printable(text, start, end)
              + "' is relative and no origin is known; add"
              + " $ORIGIN to the file or give --origin");
    }
    int length = at - offset + origin.length;
    if (length > NameKey.MAX_WIRE_BYTES) {
      throw new FormException(
          "name '"
              + printable(text, start, end)
              + "' with its origin is "
              + length
              + " octets, over 255");
    }
    System.arraycopy(origin, 0, wire, at, origin.length);
    return length;
  }

  /** Value of the three digits of a {@code \DDD} escape, 0 to 255. */
  static int decimalEscape(byte[] text, int p, int end) throws FormException {
    if (p + 3 > end || !isDigit(text[p + 1]) || !isDigit(text[p + 2])) {
      throw new FormException(
          "escape '\\" + printable(text, p, Math.min(end, p + 3)) + "' is not \\DDD");
    }
    int value = (text[p] - '0') * 100 + (text[p + 1] - '0') * 10 + (text[p + 2] - '0');
    if (value > 255) {
      throw new FormException("escape '\\" + value + "' is over \\255");
    }
    return value;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Parses an absolute name; a missing final dot is supplied. */
  public static byte[] wire(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    byte[] wire = new byte[NameKey.MAX_WIRE_BYTES + 1];
    try {
      int length = parse(text, 0, text.length, new byte[1], wire, 0);
      return java.util.Arrays.copyOf(wire, length);
    } catch (FormException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Presentation form, absolute, of the uncompressed wire-form name at {@code offset}. */
  public static String present(byte[] wire, int offset) {
    if (wire[offset] == 0) {
      return ".";
    }
    StringBuilder text = new StringBuilder();
    for (int p = offset; wire[p] != 0; ) {
      int end = p + 1 + (wire[p] & 0xff);
      for (int i = p + 1; i < end; i++) {
        escape(text, wire[i]);
      }
      text.append('.');
      p = end;
    }
    return text.toString();
  }

  private static void escape(StringBuilder text, byte octet) {
    int b = octet & 0xff;
    if (b <= ' ' || b >= 127) {
      text.append('\\')
          .append((char) ('0' + b / 100))
          .append((char) ('0' + b / 10 % 10))
          .append((char) ('0' + b % 10));
    } else {
      if (".;()\"\\@$".indexOf(b) >= 0) {
        text.append('\\');
      }
      text.append((char) b);
    }
  }

  /** Input text for messages: at most 80 characters, everything unprintable as {@code \DDD}. */
  static String printable(byte[] text, int start, int end) {
    StringBuilder shown = new StringBuilder();
    for (int i = start; i < Math.min(end, start + 80); i++) {
      int b = text[i] & 0xff;
      if (b < ' ' || b >= 127) {
        shown.append(String.format("\\%03d", b));
      } else {
        shown.append((char) b);
      }
    }
    return end - start > 80 ? shown + "..." : shown.toString();
  }
}
