package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BIND's {@code $GENERATE first-last[/step] lhs [ttl] [class] type rhs}: {@code $} stands for the
 * number, {@code ${offset,width,base}} for the number shifted and padded, base d, o, x or X, and
 * {@code $$} or {@code \$} for a dollar sign.
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
      Pattern.compile("\\\\\\$|\\$\\$|\\$\\{(-?[0-9]{1,9})(?:,([0-9]{1,3})(?:,([doxX]))?)?\\}|\\$");

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
    for (int i = 2; i < entry.tokens; i++) {
      template.add(entry.source(i));
      if (i == 2 && template.get(0).matches("\\$[A-Za-z].*")) {
        throw new FormException("$GENERATE cannot produce a directive");
      }
    }
    return new Generate(first, last, step, template);
  }

  /** The entry for one number. */
  Entry entry(long number, int line) throws FormException {
    Entry made = new Entry();
    StringBuilder text = new StringBuilder();
    int[] starts = new int[template.size()];
    for (int i = 0; i < template.size(); i++) {
      starts[i] = text.length();
      text.append(fill(template.get(i), number)).append(' ');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    made.reset(bytes, line);
    for (int i = 0; i < template.size(); i++) {
      int end = (i + 1 < template.size() ? starts[i + 1] : bytes.length) - 1;
      boolean quoted = template.get(i).startsWith("\"");
      made.add(starts[i] + (quoted ? 1 : 0), end - (quoted ? 1 : 0), quoted);
    }
    return made;
  }

  private static String fill(String template, long number) throws FormException {
    Matcher place = PLACE.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (place.find()) {
      String replacement;
      if (place.group().equals("\\$") || place.group().equals("$$")) {
        replacement = "\\$";
      } else {
        long value = number + (place.group(1) == null ? 0 : Long.parseLong(place.group(1)));
        int width = place.group(2) == null ? 0 : Integer.parseInt(place.group(2));
        String base = place.group(3) == null ? "d" : place.group(3);
        if (value < 0) {
          throw new FormException("$GENERATE: " + place.group() + " is negative at " + number);
        }
        replacement =
            width == 0
                ? String.format("%" + base, value)
                : String.format("%0" + width + base, value);
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(replacement));
    }
    place.appendTail(filled);
    return filled.toString();
  }
}
