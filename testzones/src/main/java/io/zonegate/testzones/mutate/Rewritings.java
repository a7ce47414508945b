package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.rewritten;

import io.zonegate.testzones.sign.CanonicalForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The same zone written another way (RFC 1035 5, RFC 3597 5). */
final class Rewritings {

  /** One line of the zone's text: owner, TTL, class, type and RDATA between tabs. */
  private static final int FIELDS = 5;

  /** No change at all. */
  static final Mutation NONE = rewritten("text-as-it-is", "unchanged", s -> {});

  private Rewritings() {}

  static List<Mutation> list() {
    return List.of(
        NONE,
        lines("text-lines-shuffled", "records have no order", Rewritings::shuffle),
        lines("text-lines-reversed", "records have no order", Rewritings::reverse),
        each(
            "text-owners-in-upper-case",
            "case does not matter",
            (s, f) -> with(f, 0, f[0].toUpperCase(Locale.ROOT))),
        each(
            "text-owners-in-mixed-case",
            "case does not matter",
            (s, f) -> with(f, 0, mixed(s, f[0]))),
        each(
            "text-types-in-lower-case",
            "mnemonics have no case",
            (s, f) -> with(f, 3, f[3].toLowerCase(Locale.ROOT))),
        each("text-ttls-with-units", "BIND's units", (s, f) -> with(f, 1, units(f[1]))),
        each(
            "text-comments",
            "comments end at the line's end",
            (s, f) -> with(f, 4, f[4] + " ; \"( a comment")),
        each(
            "text-in-parentheses",
            "a record may take several lines",
            (s, f) -> with(f, 4, "( ; begins\n\t" + f[4] + "\n )")),
        each(
            "text-without-class",
            "IN is the default",
            (s, f) -> new String[] {f[0], f[1], f[3], f[4]}),
        each(
            "text-class-before-ttl",
            "either order is right",
            (s, f) -> new String[] {f[0], f[2], f[1], f[3], f[4]}),
        each(
            "text-with-more-blanks", "blanks separate", (s, f) -> with(f, 2, "  " + f[2] + " \t ")),
        lines(
            "text-with-blank-lines",
            "blank lines are nothing",
            (s, l) -> l.stream().map(x -> "\n \t\n" + x).toList()),
        lines("text-blank-owners", "the last owner stands", Rewritings::blankOwners),
        lines("text-relative-owners", "$ORIGIN", Rewritings::relative),
        lines(
            "text-with-carriage-returns",
            "line ends of other systems",
            (s, l) -> l.stream().map(x -> x + "\r").toList()),
        rewritten("text-unknown-types", "RFC 3597 5", Rewritings::generic),
        rewritten(
            "text-without-last-line-end",
            "the end of the file ends the line",
            s -> s.rewrite(t -> t.substring(0, t.length() - 1))),
        rewritten(
            "text-signatures-after-all-data", "records have no order", Rewritings::signaturesLast));
  }

  private static Mutation lines(
      String name, String why, BiFunction<Specimen, List<String>, List<String>> change) {
    return rewritten(
        name,
        why,
        s -> s.rewrite(t -> String.join("\n", change.apply(s, t.lines().toList())) + "\n"));
  }

  private static Mutation each(
      String name, String why, BiFunction<Specimen, String[], String[]> change) {
    return lines(
        name,
        why,
        (s, lines) ->
            lines.stream().map(line -> String.join("\t", change.apply(s, fields(line)))).toList());
  }

  /** The fields of a line as dnsjava writes it. */
  private static String[] fields(String line) {
    String[] words = line.split("\t+", FIELDS);
    if (words.length < FIELDS - 1) {
      throw new IllegalStateException("not " + FIELDS + " fields: " + line);
    }
    // Some types may have no RDATA at all.
    String[] fields = Arrays.copyOf(words, FIELDS);
    fields[FIELDS - 1] = words.length == FIELDS ? words[FIELDS - 1] : "";
    return fields;
  }

  private static String[] with(String[] fields, int index, String value) {
    String[] changed = fields.clone();
    changed[index] = value;
    return changed;
  }

  private static List<String> shuffle(Specimen s, List<String> lines) {
    List<String> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, s.random());
    return shuffled;
  }

  private static List<String> reverse(Specimen s, List<String> lines) {
    List<String> reversed = new ArrayList<>(lines);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Letters change their case; escapes such as {@code \065} have none. */
  private static String mixed(Specimen s, String owner) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < owner.length(); i++) {
      char c = owner.charAt(i);
      text.append(s.random().nextBoolean() ? Character.toUpperCase(c) : c);
    }
    return text.toString();
  }

  private static String units(String ttl) {
    long seconds = Long.parseLong(ttl);
    return seconds / 86_400
        + "d"
        + seconds % 86_400 / 3_600
        + "H"
        + seconds % 3_600 / 60
        + "m"
        + seconds % 60
        + "S";
  }

  private static List<String> blankOwners(Specimen s, List<String> lines) {
    List<String> written = new ArrayList<>();
    String last = "";
    for (String line : lines) {
      String[] f = fields(line);
      written.add(String.join("\t", f[0].equals(last) ? with(f, 0, "") : f));
      last = f[0];
    }
    return written;
  }

  private static List<String> relative(Specimen s, List<String> lines) {
    String origin = s.origin().toString();
    List<String> written = new ArrayList<>();
    written.add("$ORIGIN " + origin);
    for (String line : lines) {
      String[] f = fields(line);
      String end = s.origin().equals(Name.root) ? "." : "." + origin;
      if (f[0].equals(origin)) {
        f[0] = "@";
      } else if (f[0].endsWith(end) && !f[0].endsWith("\\" + end)) {
        f[0] = f[0].substring(0, f[0].length() - end.length());
      }
      written.add(String.join("\t", f));
    }
    return written;
  }

  private static void generic(Specimen s) {
    List<Record> records = s.zone().records();
    StringBuilder text = new StringBuilder();
    for (Record r : records) {
      byte[] rdata = CanonicalForm.plainRdata(r);
      text.append(r.getName())
          .append(' ')
          .append(r.getTTL())
          .append(" CLASS1 TYPE")
          .append(r.getType());
      text.append(" \\# ")
          .append(rdata.length)
          .append(' ')
          .append(HexFormat.of().formatHex(rdata))
          .append('\n');
    }
    s.rewrite(t -> text.toString());
  }

  private static void signaturesLast(Specimen s) {
    StringBuilder data = new StringBuilder();
    StringBuilder signatures = new StringBuilder();
    for (Record r : s.zone().records()) {
      (r.getType() == Type.RRSIG ? signatures : data).append(r).append('\n');
    }
    s.rewrite(t -> data.toString() + signatures);
  }
}
