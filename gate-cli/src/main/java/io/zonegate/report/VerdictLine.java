package io.zonegate.report;

import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The verdict in one line, for the end of the text report, the log and the e-mail subject. */
public final class VerdictLine {
  private VerdictLine() {}

  /**
   * The line, without colour and without line end: the decision, the zone (or the source, if no
   * zone was learnt), the serial, and what it rests on.
   */
  public static String of(Verdict verdict) {
    return verdict.decision() + " " + subject(verdict.subject()) + rest(verdict);
  }

  /** What follows the zone in the line: {@code : 3 blocking findings in SIG-VERIFY}. */
  public static String rest(Verdict verdict) {
    return switch (verdict.decision()) {
      case PASS -> remarks(verdict);
      case BLOCK -> ": " + blocking(verdict) + alsoUndecided(verdict);
      case UNDECIDED -> ": " + undecided(verdict);
    };
  }

  /**
   * A line without the decision and what was judged, where both are said already; what is no such
   * line stays as it is.
   */
  public static String reason(String line) {
    return line.replaceFirst("^(BLOCK|UNDECIDED) \\S+( serial [0-9]+)?: ", "");
  }

  /** The zone, or the source if no zone was learnt, and the serial. */
  public static String subject(Subject subject) {
    String name = Printable.escape(subject.zone().isEmpty() ? subject.source() : subject.zone());
    return subject.serial() < 0 ? name : name + " serial " + subject.serial();
  }

  /** A pass that does not stand for the whole catalogue says so in the same line. */
  private static String remarks(Verdict verdict) {
    List<String> remarks = new ArrayList<>();
    long warnings = verdict.results().stream().mapToLong(CheckResult::warnings).sum();
    if (warnings > 0) {
      remarks.add(Figures.count(warnings, "warning"));
    }
    List<CheckResult> disabled = with(verdict, Outcome.DISABLED);
    if (!disabled.isEmpty()) {
      remarks.add(Figures.count(disabled.size(), "check") + " DISABLED: " + ids(disabled));
    }
    return remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
  }

  private static String blocking(Verdict verdict) {
    List<String> parts = new ArrayList<>();
    for (CheckResult result : verdict.results()) {
      if (result.blocks() > 0) {
        String number =
            parts.isEmpty()
                ? Figures.count(result.blocks(), "blocking finding")
                : Figures.count(result.blocks());
        parts.add(number + " in " + result.check().id());
      }
    }
    return String.join(", ", parts);
  }

  private static String alsoUndecided(Verdict verdict) {
    List<CheckResult> open = with(verdict, Outcome.UNDECIDED);
    return open.isEmpty() ? "" : "; undecided: " + ids(open);
  }

  private static String undecided(Verdict verdict) {
    List<CheckResult> open = with(verdict, Outcome.UNDECIDED);
    if (open.isEmpty()) {
      return "no check was run to its end";
    }
    CheckResult first = open.get(0);
    String line = first.check().id() + ": " + Printable.escape(first.reason());
    return open.size() == 1
        ? line
        : line + "; also undecided: " + ids(open.subList(1, open.size()));
  }

  private static List<CheckResult> with(Verdict verdict, Outcome outcome) {
    return verdict.results().stream().filter(r -> r.outcome() == outcome).toList();
  }

  private static String ids(List<CheckResult> results) {
    return results.stream().map(r -> r.check().id()).collect(Collectors.joining(", "));
  }
}
