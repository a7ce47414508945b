package io.zonegate.hsm.register;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The content of a register, checked line by line. */
final class RegisterText {
  private static final String HEADER = "zonegate-key-register 1";

  /** An event has some 400 octets, with many tokens a few thousand. */
  private static final int MOST_LINE = 1 << 16;

  private final Path file;
  private final List<KeyEvent> events = new ArrayList<>();
  private final LineChain chain = new LineChain();

  /** Takes the content; nothing at all is the beginning of a register. */
  RegisterText(Path file, byte[] content) {
    this.file = file;
    int line = 0;
    int start = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        line++;
        line(line, Arrays.copyOfRange(content, start, i));
        start = i + 1;
      }
    }
    if (start < content.length) {
      throw damaged(
          line + 1,
          "the last line is cut short, as by a crash or a full disk. Look at what it says; then keep"
              + " the whole lines only: head -n "
              + line
              + " "
              + file
              + " > "
              + file
              + ".whole && mv "
              + file
              + ".whole "
              + file);
    }
  }

  private void line(int number, byte[] octets) {
    if (octets.length > MOST_LINE) {
      throw damaged(number, "a line of " + octets.length + " octets, limit " + MOST_LINE);
    }
    String text = chain.follow(new String(octets, StandardCharsets.ISO_8859_1));
    if (text == null) {
      throw damaged(
          number,
          "the chain of digests does not hold: this line was changed, or lines before it were changed,"
              + " taken out or put in. Restore the file from a copy, and find out who wrote to it");
    }
    if (number == 1) {
      if (!text.equals(HEADER)) {
        throw damaged(1, "is no register of keys: its first line is not '" + HEADER + "'");
      }
      return;
    }
    try {
      events.add(EventLine.read(text));
    } catch (EventLine.FormException e) {
      throw damaged(
          number, e.getMessage() + ". Another version wrote it, or another program; ask who did");
    }
  }

  private RegisterException damaged(int line, String reason) {
    return new RegisterException(file + ":" + line + ": " + reason + ".");
  }

  /** What it says. */
  RegisterContent content() {
    return new RegisterContent(events, chain.head());
  }

  /** What has to be written at the end of the file to add these events. */
  String append(List<KeyEvent> more) {
    StringBuilder text = new StringBuilder();
    if (chain.head().isEmpty()) {
      text.append(chain.append(HEADER)).append('\n');
    }
    for (KeyEvent event : more) {
      events.add(event);
      text.append(chain.append(EventLine.write(event))).append('\n');
    }
    return text.toString();
  }
}
