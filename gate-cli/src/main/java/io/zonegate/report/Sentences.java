package io.zonegate.report;

import io.zonegate.text.Printable;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import java.util.ArrayList;
import java.util.List;

/** Sentences that several formats share; all of them escaped for printing. */
public final class Sentences {
  private Sentences() {}

  /** What a check did: {@code 1,482,113 RRSIGs examined, 3 blocking findings}, or its reason. */
  public static String detail(CheckResult result) {
    String examined =
        Figures.count(result.examined())
            + " "
            + Printable.escape(result.check().examines())
            + " examined";
    String counts = counts(result);
    String withCounts = counts.isEmpty() ? examined : examined + ", " + counts;
    String reason = Printable.escape(result.reason());
    return switch (result.outcome()) {
      case PASS, FINDINGS -> withCounts;
      case DISABLED -> "by " + reason;
      case NOT_APPLICABLE, UNDECIDED -> counts.isEmpty() ? reason : reason + "; " + withCounts;
    };
  }

  /** {@code 3 blocking findings, 1 warning, 2 notes}; empty without findings. */
  public static String counts(CheckResult result) {
    List<String> parts = new ArrayList<>();
    if (result.blocks() > 0) {
      parts.add(Figures.count(result.blocks(), "blocking finding"));
    }
    if (result.warnings() > 0) {
      parts.add(Figures.count(result.warnings(), "warning"));
    }
    if (result.notes() > 0) {
      parts.add(Figures.count(result.notes(), "note"));
    }
    return String.join(", ", parts);
  }

  /** The finding's text, then in brackets where it is, as far as the text does not say so. */
  public static String finding(Finding finding) {
    return finding(finding, finding.position());
  }

  /** The same where it is known which source was judged: a place in it is a line. */
  public static String finding(String source, Finding finding) {
    String file = source + ":";
    boolean inIt = !source.isEmpty() && finding.position().startsWith(file);
    return finding(
        finding, inIt ? "line " + finding.position().substring(file.length()) : finding.position());
  }

  private static String finding(Finding finding, String position) {
    List<String> where = new ArrayList<>();
    if (!finding.owner().isEmpty() && !finding.text().contains(finding.owner())) {
      where.add((finding.owner() + " " + finding.type()).strip());
    }
    if (!finding.position().isEmpty() && !finding.text().contains(finding.position())) {
      where.add(position);
    }
    String text = where.isEmpty() ? "" : "  (" + String.join(", ", where) + ")";
    return Printable.escape(finding.text() + text);
  }

  /** Number of findings that were counted. */
  public static long total(CheckResult result) {
    return result.blocks() + result.warnings() + result.notes();
  }
}
