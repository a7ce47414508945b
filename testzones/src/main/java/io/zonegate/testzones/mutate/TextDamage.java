package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.damage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Master files that were cut or garbled on their way. */
final class TextDamage {
  private static final String REFUSED = "servers refuse the file";
  private static final String LESS = "what is missing is denied with proof, or bogus";
  private static final String[] WHOLE = {
    "ZONE-READ",
    "ZONE-UNCHANGED",
    "ZONE-SIGNED",
    "NSEC-CHAIN",
    "NSEC3-CHAIN",
    "SIG-COVERAGE",
    "SIG-VERIFY",
    "ALG-COMPLETE",
    "DS-MATCH",
    "DS-CHAIN"
  };

  private TextDamage() {}

  static List<Mutation> list() {
    return List.of(
        lines("file-cut-after-a-line", LESS, (s, l) -> l.subList(0, place(s, l)), WHOLE),
        lines("file-first-half-lost", LESS, (s, l) -> l.subList(l.size() / 2, l.size()), WHOLE),
        damage("file-cut-within-a-line", LESS, TextDamage::cut, WHOLE),
        lines("file-line-lost", LESS, TextDamage::loseLine, WHOLE),
        lines("file-block-of-lines-lost", LESS, TextDamage::loseBlock, WHOLE),
        lines(
            "file-word-garbled",
            REFUSED,
            (s, l) -> put(s, l, "\u00ff\u00fe\u0001 ???"),
            "ZONE-READ"),
        lines(
            "file-parenthesis-open",
            REFUSED,
            (s, l) -> put(s, l, "x 60 IN TXT ( \"a\""),
            "ZONE-READ"),
        lines("file-quote-open", REFUSED, (s, l) -> put(s, l, "x 60 IN TXT \"a"), "ZONE-READ"),
        lines(
            "file-type-unknown", REFUSED, (s, l) -> put(s, l, "x 60 IN NOSUCHTYPE a"), "ZONE-READ"),
        lines(
            "file-rdata-missing",
            REFUSED,
            (s, l) -> put(s, l, s.origin() + " 60 IN MX 10"),
            "ZONE-READ"),
        lines(
            "file-label-of-64-octets",
            REFUSED,
            (s, l) -> put(s, l, "x".repeat(64) + "." + s.origin() + " 60 IN A 192.0.2.1"),
            "ZONE-READ"),
        lines(
            "file-include-of-nothing",
            REFUSED,
            (s, l) -> put(s, l, "$INCLUDE no-such-file"),
            "ZONE-READ"),
        lines("file-directive-unknown", REFUSED, (s, l) -> put(s, l, "$NOSUCH 1"), "ZONE-READ"),
        lines("file-zeros-for-a-block", REFUSED, TextDamage::zeros, WHOLE));
  }

  private static Mutation lines(
      String name,
      String effect,
      BiFunction<Specimen, List<String>, List<String>> change,
      String... foundBy) {
    return damage(
        name,
        effect,
        s -> s.rewrite(text -> String.join("\n", change.apply(s, text.lines().toList())) + "\n"),
        foundBy);
  }

  /** Some line after the first, which is the SOA's. */
  private static int place(Specimen s, List<String> lines) {
    return 1 + s.random().nextInt(lines.size() - 1);
  }

  private static List<String> put(Specimen s, List<String> lines, String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(place(s, lines), line);
    return more;
  }

  /** Not an RRSIG's, of which there may be another one. */
  private static List<String> loseLine(Specimen s, List<String> lines) {
    int at = place(s, lines);
    while (lines.get(at).contains("\tRRSIG\t")) {
      at = at == 1 ? lines.size() - 1 : at - 1;
    }
    List<String> less = new ArrayList<>(lines);
    less.remove(at);
    return less;
  }

  private static List<String> loseBlock(Specimen s, List<String> lines) {
    int from = place(s, lines);
    List<String> less = new ArrayList<>(lines.subList(0, from));
    less.addAll(lines.subList(Math.min(lines.size(), from + 10), lines.size()));
    return less;
  }

  private static List<String> zeros(Specimen s, List<String> lines) {
    List<String> changed = new ArrayList<>(lines);
    int at = place(s, lines);
    changed.set(at, "\0".repeat(changed.get(at).length()));
    return changed;
  }

  private static void cut(Specimen s) {
    s.rewrite(
        text -> {
          int at = text.length() / 10 + s.random().nextInt(text.length() - text.length() / 10);
          return text.substring(0, text.charAt(at - 1) == '\n' ? at - 2 : at);
        });
  }
}
