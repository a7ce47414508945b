package io.zonegate.report;

import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The report for people: header, one line a check, the findings by check, the signatures by key,
 * and the verdict as the last line.
 */
public final class TextReport {
  /** How much is written. */
  public enum Detail {
    /** Only what is not OK, and the verdict. */
    QUIET,
    /** One line for each check, and what was found. */
    NORMAL,
    /** Also the whole policy, and what each finding means and asks for. */
    VERBOSE
  }

  private final Detail detail;
  private final boolean colour;

  /**
   * Makes a writer.
   *
   * @param detail how much is written
   * @param colour whether to use ANSI colours; whether the reader can show them is for the caller
   *     to know
   */
  public TextReport(Detail detail, boolean colour) {
    this.detail = Objects.requireNonNull(detail);
    this.colour = colour;
  }

  /** Writes the report, lines ending in {@code \n}. */
  public void write(Verdict verdict, ReportContext context, Appendable out) throws IOException {
    if (detail != Detail.QUIET) {
      TextHeader.write(verdict, context, detail == Detail.VERBOSE, out);
      out.append('\n');
    }
    writeChecks(verdict.results(), out);
    for (CheckResult result : verdict.results()) {
      if (Sentences.total(result) > 0) {
        out.append('\n');
        writeFindings(result, out);
      }
    }
    SignatureLines.write(verdict, detail == Detail.QUIET, out);
    writeDisabled(verdict.results(), out);
    if (detail != Detail.QUIET) {
      out.append('\n');
    }
    String line = VerdictLine.of(verdict);
    String word = verdict.decision().name();
    out.append(paint(word, statusOf(verdict))).append(line.substring(word.length())).append('\n');
  }

  private void writeChecks(List<CheckResult> results, Appendable out) throws IOException {
    List<CheckResult> shown = results.stream().filter(this::isShown).toList();
    int idWidth = shown.stream().mapToInt(r -> r.check().id().length()).max().orElse(0);
    for (CheckResult result : shown) {
      Status status = Status.of(result);
      out.append(paint(pad(status.word(), Status.WIDTH), status)).append("  ");
      out.append(pad(result.check().id(), idWidth)).append("  ");
      // Before the words, which are of any length.
      out.append("%6s  ".formatted(isTimed(result) ? Figures.time(result.duration()) : ""));
      out.append(Sentences.detail(result)).append('\n');
    }
  }

  private boolean isShown(CheckResult result) {
    return detail != Detail.QUIET
        || switch (Status.of(result)) {
          case OK, NOT_APPLICABLE -> false;
          case BLOCK, WARN, NOTE, DISABLED, UNDECIDED -> true;
        };
  }

  private static boolean isTimed(CheckResult result) {
    return switch (result.outcome()) {
      case PASS, FINDINGS -> true;
      case NOT_APPLICABLE, DISABLED, UNDECIDED -> false;
    };
  }

  private void writeFindings(CheckResult result, Appendable out) throws IOException {
    out.append(result.check().id()).append(": ").append(Sentences.counts(result)).append('\n');
    if (detail == Detail.VERBOSE) {
      Wrapped.write("  ", result.check().explanation(), out);
      Wrapped.write("  To do: ", result.check().remedy(), out);
      Wrapped.write("  See: ", result.check().citation(), out);
    }
    for (Finding finding : result.findings()) {
      Status status = Status.valueOf(finding.severity().name());
      out.append("  ").append(paint(pad(status.word(), 5), status)).append("  ");
      out.append(Sentences.finding(finding)).append('\n');
    }
    long more = Sentences.total(result) - result.findings().size();
    if (more > 0) {
      out.append("  ... and ").append(Figures.count(more)).append(" more\n");
    }
  }

  /** A check that is off must not be overlooked, even by those who read the end only. */
  private void writeDisabled(List<CheckResult> results, Appendable out) throws IOException {
    for (CheckResult result : results) {
      if (Status.of(result) == Status.DISABLED) {
        String line =
            "ATTENTION: %s was NOT checked: disabled %s"
                .formatted(result.check().id(), Sentences.detail(result));
        out.append('\n').append(paint(line, Status.DISABLED)).append('\n');
      }
    }
  }

  private static Status statusOf(Verdict verdict) {
    return switch (verdict.decision()) {
      case PASS -> Status.OK;
      case BLOCK -> Status.BLOCK;
      case UNDECIDED -> Status.UNDECIDED;
    };
  }

  private String paint(String text, Status status) {
    return colour ? status.colour(text) : text;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
