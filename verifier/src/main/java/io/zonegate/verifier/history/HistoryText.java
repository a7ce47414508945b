package io.zonegate.verifier.history;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The content of a history file, checked line by line. */
final class HistoryText {
  private static final String FORMAT = "zonegate-history";
  private static final int VERSION = 1;

  /** 256 keys and 256 sets of signers stay below it. */
  private static final int MOST_LINE = 1 << 16;

  private final Path file;
  private final String zone;
  private final List<ZoneEvent> events = new ArrayList<>();
  private final Chain chain = new Chain();

  /** The content is not what was written; the message says where and what to do. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  /** Takes the content of the file of this zone; nothing at all is the beginning of one. */
  HistoryText(Path file, String zone, byte[] content) throws DamagedException {
    this.file = file;
    this.zone = zone;
    int line = 0;
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        line++;
        line(line, content, start, i);
        start = i + 1;
      }
    }
    if (start < content.length) {
      throw damaged(
          line + 1,
          "the last line is cut short, as by a crash; look at what it says, then record the zone"
              + " that is live now: zonegate history record --released (it keeps the piece in a"
              + " file of its own)");
    }
  }

  /** Number of octets up to and with the last line feed. */
  static int wholeLines(byte[] content) {
    int end = content.length;
    while (end > 0 && content[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private void line(int number, byte[] content, int start, int end) throws DamagedException {
    if (end - start > MOST_LINE) {
      throw damaged(number, "a line of " + (end - start) + " octets, limit " + MOST_LINE);
    }
    String line = new String(content, start, end - start, StandardCharsets.ISO_8859_1);
    String text = chain.follow(line);
    if (text == null) {
      throw damaged(
          number,
          "the chain of digests does not hold: this line or one before it was changed, or lines"
              + " were taken out; restore the file from a copy");
    }
    if (number == 1) {
      header(text);
      return;
    }
    try {
      ZoneEvent event = HistoryLine.read(text);
      if (!events.isEmpty() && event.time().isBefore(events.get(events.size() - 1).time())) {
        throw damaged(number, "an event of " + event.time() + " after a later one");
      }
      events.add(event);
    } catch (HistoryLine.FormException e) {
      throw damaged(number, e.getMessage());
    }
  }

  private void header(String text) throws DamagedException {
    String[] words = text.split(" ", -1);
    if (words.length != 3 || !words[0].equals(FORMAT)) {
      throw damaged(1, "not a history: its first line is not '" + FORMAT + " VERSION ZONE'");
    }
    if (!words[1].equals(Integer.toString(VERSION))) {
      throw damaged(1, "format version " + words[1] + "; this program knows " + VERSION);
    }
    if (!words[2].equals(zone)) {
      throw damaged(1, "the history of " + words[2] + ", not of " + zone);
    }
  }

  private DamagedException damaged(int line, String reason) {
    return new DamagedException(file + ":" + line + ": " + reason);
  }

  /** The events, the oldest first. */
  List<ZoneEvent> events() {
    return Collections.unmodifiableList(events);
  }

  /** Digest of the last line; empty for a file without one. */
  String head() {
    return chain.head();
  }

  /** What has to be written at the end of the file to add the event. */
  String append(ZoneEvent event) {
    String header =
        chain.head().isEmpty() ? chain.append(FORMAT + " " + VERSION + " " + zone) + "\n" : "";
    events.add(event);
    return header + chain.append(HistoryLine.write(event)) + "\n";
  }
}
