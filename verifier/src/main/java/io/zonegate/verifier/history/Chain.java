package io.zonegate.verifier.history;

import java.nio.charset.StandardCharsets;

/**
 * The chain through the lines of a history: each line ends in {@code " #"} and the SHA-256 (64
 * lower-case hex digits) over the digest of the line before, a line feed, and the line's own text
 * before {@code " #"}. The first line's predecessor is empty. Whoever changes, removes or inserts a
 * line has to write all that follow anew; whoever cuts lines off the end leaves a shorter chain
 * that holds, which only a head digest kept elsewhere shows.
 */
final class Chain {
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
    return PublishedKey.sha256((head + "\n" + text).getBytes(StandardCharsets.UTF_8));
  }
}
