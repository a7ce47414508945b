package io.zonegate.hsm.register;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.register.KeyEvent.Kind;
import io.zonegate.hsm.token.CkaId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * An event as one line of text: time, kind, and then fields {@code NAME=VALUE} in a fixed order,
 * parted by one space. Octets that would part them otherwise are written {@code %XX}, and lists are
 * parted by commas.
 *
 * <pre>
 * 2026-11-24T12:00:00Z created zone=example. role=ZSK algorithm=13 tag=33834 revoked-tag=33962
 *   sha256=HEX cka-id=HEX label=example.%20ZSK%200a1b2c3d tokens=site-a,site-b by=root
 * </pre>
 */
final class EventLine {
  private static final List<String> NAMES =
      List.of(
          "zone",
          "role",
          "algorithm",
          "tag",
          "revoked-tag",
          "sha256",
          "cka-id",
          "label",
          "tokens",
          "by");
  private static final int MOST_OCTET = 0xff;
  private static final int MOST_TAG = 0xffff;

  private EventLine() {}

  /** A line is not what {@link #write} writes. */
  static final class FormException extends Exception {
    private static final long serialVersionUID = 1L;

    FormException(String message) {
      super(message);
    }
  }

  /** The line, without chain and line end. */
  static String write(KeyEvent event) {
    RegisteredKey key = event.key();
    List<String> values =
        List.of(
            escaped(key.zone().toString()),
            key.role().name(),
            Integer.toString(key.algorithm()),
            Integer.toString(key.keyTag()),
            Integer.toString(key.revokedKeyTag()),
            key.sha256(),
            key.id().hex(),
            escaped(key.label()),
            key.tokens().stream().map(EventLine::escaped).collect(Collectors.joining(",")),
            escaped(event.by()));
    StringBuilder line = new StringBuilder(event.time() + " " + event.kind().word());
    for (int i = 0; i < NAMES.size(); i++) {
      line.append(' ').append(NAMES.get(i)).append('=').append(values.get(i));
    }
    return line.toString();
  }

  /** Reads what {@link #write} wrote, and nothing else. */
  static KeyEvent read(String line) throws FormException {
    String[] words = line.split(" ", -1);
    if (words.length != NAMES.size() + 2) {
      throw new FormException(
          "the line has " + words.length + " words, an event has " + (NAMES.size() + 2));
    }
    String[] values = new String[NAMES.size()];
    for (int i = 0; i < values.length; i++) {
      String start = NAMES.get(i) + "=";
      if (!words[i + 2].startsWith(start)) {
        throw new FormException("word " + (i + 3) + " does not begin with '" + start + "'");
      }
      values[i] = words[i + 2].substring(start.length());
    }
    try {
      RegisteredKey key =
          new RegisteredKey(
              Name.fromString(plain(values[0])),
              KeyRole.valueOf(values[1]),
              number(values[2], MOST_OCTET),
              number(values[3], MOST_TAG),
              number(values[4], MOST_TAG),
              digest(values[5]),
              new CkaId(values[6]),
              plain(values[7]),
              tokens(values[8]));
      KeyEvent event = new KeyEvent(Instant.parse(words[0]), kind(words[1]), key, plain(values[9]));
      if (!write(event).equals(line)) {
        throw new FormException("the line is not in the form in which it is written");
      }
      return event;
    } catch (DateTimeException | TextParseException | IllegalArgumentException e) {
      throw new FormException(e.getMessage());
    }
  }

  private static Kind kind(String word) throws FormException {
    return Arrays.stream(Kind.values())
        .filter(k -> k.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new FormException("'" + word + "' is no event of a key"));
  }

  private static int number(String text, int most) throws FormException {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > most) {
      throw new FormException("'" + text + "' is not a number from 0 to " + most);
    }
    return Integer.parseInt(text);
  }

  private static String digest(String text) throws FormException {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new FormException("'" + text + "' is not a SHA-256 in lower-case hex");
    }
    return text;
  }

  private static List<String> tokens(String text) throws FormException {
    String[] parts = text.isEmpty() ? new String[0] : text.split(",", -1);
    String[] labels = new String[parts.length];
    for (int i = 0; i < parts.length; i++) {
      labels[i] = plain(parts[i]);
    }
    return List.of(labels);
  }

  /** Everything but what can be read by people and parts nothing, octet by octet. */
  private static String escaped(String text) {
    StringBuilder result = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      boolean bare = octet > ' ' && octet < 0x7f && octet != '%' && octet != ',' && octet != '#';
      result.append(bare ? String.valueOf((char) octet) : "%%%02X".formatted(octet & 0xff));
    }
    return result.toString();
  }

  private static String plain(String text) throws FormException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        octets.write(text.charAt(i));
      } else if (i + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(i + 1))
          && HexFormat.isHexDigit(text.charAt(i + 2))) {
        octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        throw new FormException("'" + text + "' has a % without two hex digits");
      }
    }
    return octets.toString(StandardCharsets.UTF_8);
  }
}
