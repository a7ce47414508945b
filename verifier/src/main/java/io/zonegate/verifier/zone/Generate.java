package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BIND's {@code $GENERATE first-last[/step] lhs [ttl] [class] type rhs}: {@code $} stands for the
 * number, {@code ${offset,width,base}} for the number shifted and padded, base d, o, x or X, or n
 * or N for nibbles of a reverse name, and {@code $$} or {@code \$} for a dollar sign.
 *
 * @param first first number
 * @param last last number
 * @param step distance, at least 1
 * @param template the entry's tokens behind the range
 */
record Generate(long first, long last, long step, List<String> template) {
  /** More records than a /16 network are a mistake, or an attack on memory. */
  private static final long MAX_RECORDS = 65536;

  private static final Pattern RANGE =
      Pattern.compile("([0-9]{1,9})-([0-9]{1,9})(?:/([0-9]{1,9}))?");
  private static final Pattern PLACE =
      Pattern.compile(
          "\\\\.|\\$\\$|\\$\\{(-?[0-9]{1,9})(?:,([0-9]{1,3})(?:,([doxXnN]))?)?\\}|\\$\\{?");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  static Generate parse(Entry entry) throws FormException {
    Matcher range = RANGE.matcher(entry.tokens > 1 ? entry.text(1) : "");
    if (entry.tokens < 5 || !range.matches()) {
      throw new FormException(
          "the directive has the form $GENERATE FIRST-LAST[/STEP] OWNER TYPE RDATA");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    long step = range.group(3) == null ? 1 : Long.parseLong(range.group(3));
    if (step < 1 || last < first || (last - first) / step >= MAX_RECORDS) {
      throw new FormException(
          "$GENERATE " + entry.text(1) + ": empty or more than " + MAX_RECORDS + " records");
    }
    List<String> template = new ArrayList<>();
    boolean quoted = false;
    for (int i = 2; i < entry.tokens; i++) {
      boolean end = i + 1 == entry.tokens;
      template.add(end && !quoted ? bare(entry.source(i)) : entry.source(i));
      quoted |= entry.quoted[i];
    }
    return new Generate(first, last, step, template);
  }

  /** BIND's right-hand side is one token, put in quotes where the RDATA has blanks. */
  private static String bare(String token) {
    if (!token.startsWith("\"")) {
      return token;
    }
    String inside = token.substring(1, token.length() - 1);
    return ESCAPE
        .matcher(inside)
        .replaceAll(m -> Matcher.quoteReplacement(m.group(1).equals("\"") ? "\"" : m.group()));
  }

  /** The entry for one number. */
  Entry entry(long number, int line) throws FormException, IOException {
    StringBuilder text = new StringBuilder();
    for (String token : template) {
      text.append(fill(token, number)).append(' ');
    }
    byte[] octets = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    Entry made = new EntryScanner(new ByteArrayInputStream(octets), octets.length + 1).next();
    made.line = line;
    return made;
  }

  private static String fill(String template, long number) throws FormException {
    Matcher place = PLACE.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      String found = place.group();
      String replacement;
      if (found.equals("$$")) {
        replacement = "\\$";
      } else if (found.startsWith("\\")) {
        replacement = found;
      } else if (found.equals("${")) {
        throw new FormException(
            "$GENERATE: '" + template + "' has a ${ that is not ${OFFSET,WIDTH,BASE}");
      } else {
        replacement = number(place, number);
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(replacement));
    }
    place.appendTail(filled);
    return filled.toString();
  }

  private static String number(Matcher place, long number) throws FormException {
    long value = number + (place.group(1) == null ? 0 : Long.parseLong(place.group(1)));
    int width = place.group(2) == null ? 0 : Integer.parseInt(place.group(2));
    String base = place.group(3) == null ? "d" : place.group(3);
    if (value < 0) {
      throw new FormException("$GENERATE: " + place.group() + " is negative at " + number);
    }
    if (base.equalsIgnoreCase("n")) {
      String nibbles = nibbles(value, width);
      return base.equals("N") ? nibbles.toUpperCase(Locale.ROOT) : nibbles;
    }
    return width == 0
        ? String.format("%" + base, value)
        : String.format("%0" + width + base, value);
  }

  /** Hexadecimal digits from the lowest up, each a label; the width counts the dots too. */
  private static String nibbles(long value, int width) {
    StringBuilder labels = new StringBuilder();
    long rest = value;
    do {
      labels.append(Character.forDigit((int) rest & 15, 16));
      rest >>>= 4;
      if (rest != 0 || labels.length() < width) {
        labels.append('.');
      }
    } while (rest != 0 || labels.length() < width);
    return labels.toString();
  }
}
