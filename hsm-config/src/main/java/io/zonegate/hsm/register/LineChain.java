package io.zonegate.hsm.register;

import io.zonegate.hsm.file.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The chain through the lines of a register: each ends in {@code " #"} and the SHA-256 over the
 * digest of the line before, a line feed, and the line's own text. Who changes, removes or inserts
 * a line has to write all that follow anew; lines cut off the end show only when the head is
 * compared with one that was kept elsewhere.
 */
final class LineChain {
  private static final int HEX_DIGITS = 64;
  private static final String MARK = " #";

  private String head = "";

  /** Digest of the last line, empty before the first. */
  String head() {
    return head;
  }

  /** Adds a line and returns it with its digest. */
  String append(String text) {
    head = digest(text);
    return text + MARK + head;
  }

  /** The text of a line whose digest holds, or null; the chain goes on only in the first case. */
  String follow(String line) {
    int mark = line.length() - HEX_DIGITS - MARK.length();
    if (mark < 0 || !line.startsWith(MARK, mark)) {
      return null;
    }
    String text = line.substring(0, mark);
    String digest = digest(text);
    if (!line.endsWith(digest)) {
      return null;
    }
    head = digest;
    return text;
  }

  private String digest(String text) {
    return Sha256.hex((head + "\n" + text).getBytes(StandardCharsets.ISO_8859_1));
  }
}
