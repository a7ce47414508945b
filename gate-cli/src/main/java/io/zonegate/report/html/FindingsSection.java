package io.zonegate.report.html;

import io.zonegate.report.Figures;
import io.zonegate.report.Sentences;
import io.zonegate.report.Status;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** What was found and what could not be answered, the worst first, with the catalogue's words. */
final class FindingsSection {
  /** More of them are folded away, so that the next check is in sight. */
  private static final int UNFOLDED = 10;

  private final List<CheckResult> results;
  private final String source;

  FindingsSection(Verdict verdict) {
    this.source = verdict.subject().source();
    this.results =
        verdict.results().stream()
            .filter(r -> weight(r) < 9)
            .sorted(Comparator.comparingInt(FindingsSection::weight))
            .toList();
  }

  private static int weight(CheckResult result) {
    return switch (Status.of(result)) {
      case BLOCK -> 0;
      case UNDECIDED -> 1;
      case DISABLED -> 2;
      case WARN -> 3;
      case NOTE -> 4;
      case OK, NOT_APPLICABLE -> 9;
    };
  }

  void write(Markup page) throws IOException {
    page.open("section", "id", "findings").element("h2", "Findings");
    if (results.isEmpty()) {
      page.element("p", "Nothing was found, and no check was left out.");
    }
    for (CheckResult result : results) {
      write(page, result);
    }
    page.close();
  }

  private void write(Markup page, CheckResult result) throws IOException {
    Status status = Status.of(result);
    page.open(
        "article", "id", result.check().id(), "class", "finding " + Tables.colour(status.word()));
    page.open("h3");
    Tables.badge(page, status.word());
    page.text(" " + result.check().id() + " ").element("small", result.check().title()).close();
    page.element("p", sentence(result), "class", "detail");
    list(page, result);
    page.open("dl", "class", "catalogue");
    Tables.fact(page, "What and why", result.check().explanation());
    Tables.fact(page, "What to do", result.check().remedy());
    Tables.fact(page, "Rests on", result.check().citation());
    page.close().close();
  }

  private static String sentence(CheckResult result) {
    return result.outcome() == Outcome.DISABLED
        ? "NOT checked: disabled " + Sentences.detail(result)
        : Sentences.detail(result);
  }

  private void list(Markup page, CheckResult result) throws IOException {
    List<Finding> findings = result.findings();
    if (findings.isEmpty()) {
      return;
    }
    int shown = findings.size() > UNFOLDED ? UNFOLDED / 2 : findings.size();
    items(page, Status.of(result), findings.subList(0, shown));
    if (shown < findings.size()) {
      page.open("details").element("summary", Figures.count(findings.size() - shown) + " more");
      items(page, Status.of(result), findings.subList(shown, findings.size()));
      page.close();
    }
    long more = Sentences.total(result) - findings.size();
    if (more > 0) {
      page.element("p", "... and " + Figures.count(more) + " that are not listed", "class", "more");
    }
  }

  /** A finding that weighs as much as its check does says so no more. */
  private void items(Markup page, Status status, List<Finding> findings) throws IOException {
    page.open("ul", "class", "findings");
    for (Finding finding : findings) {
      page.open("li");
      if (!finding.severity().name().equals(status.word())) {
        Tables.badge(page, finding.severity().name());
        page.text(" ");
      }
      page.text(Sentences.finding(source, finding)).close();
    }
    page.close();
  }
}
