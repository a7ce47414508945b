package io.zonegate.report.html;

import io.zonegate.policy.Durations;
import io.zonegate.report.Figures;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.Sentences;
import io.zonegate.report.Status;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.portrait.Portrait;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.SignatureCount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sections that are tables: records, signatures, checks and times. */
final class ZoneSections {
  private final JudgedZone judged;

  ZoneSections(JudgedZone judged) {
    this.judged = judged;
  }

  /** Counts by type, now and in the previous zone. */
  void types(Markup page) throws IOException {
    Map<String, Long> now = judged.verdict().subject().countsByType();
    var previous = judged.portrait().flatMap(Portrait::previous);
    Map<String, Long> before = previous.map(Portrait.Previous::countsByType).orElse(Map.of());
    page.open("section", "id", "types").element("h2", "Records by type");
    page.element(
        "p",
        previous
            .map(p -> "Before: serial %d, %s".formatted(p.serial(), p.source()))
            .orElse("No previous zone was given to compare with (--previous)."));
    List<String> columns = new ArrayList<>(List.of("Type", "#Now"));
    if (previous.isPresent()) {
      columns.addAll(List.of("#Before", "#Change"));
    }
    columns.add("Share");
    Tables.begin(page, "Records by type", columns);
    Set<String> types = new LinkedHashSet<>(now.keySet());
    types.addAll(before.keySet());
    long most =
        Math.max(
            now.values().stream().mapToLong(n -> n).max().orElse(0),
            before.values().stream().mapToLong(n -> n).max().orElse(0));
    for (String type : types) {
      long count = now.getOrDefault(type, 0L);
      page.open("tr").element("th", type, "scope", "row");
      Tables.number(page, Figures.count(count));
      if (previous.isPresent()) {
        change(page, count, before.getOrDefault(type, 0L));
      }
      Tables.bar(page, count, most, "good");
      page.close();
    }
    page.open("tr", "class", "sum").element("th", "all", "scope", "row");
    Tables.number(page, Figures.count(judged.verdict().subject().records()));
    if (previous.isPresent()) {
      change(page, judged.verdict().subject().records(), previous.get().records());
    }
    page.element("td", "").close();
    Tables.end(page);
    page.close();
  }

  private static void change(Markup page, long now, long before) throws IOException {
    Tables.number(page, Figures.count(before));
    long more = now - before;
    Tables.number(page, more == 0 ? "0" : (more > 0 ? "+" : "") + Figures.count(more));
  }

  /** How the signatures fared. */
  void signatures(Markup page) throws IOException {
    page.open("section", "id", "signatures").element("h2", "Signatures");
    if (judged.portrait().isPresent() && judged.signatures() > 0) {
      var expirations = judged.portrait().get().expirations();
      String shortest = Durations.rough(expirations.shortestValidity());
      String longest = Durations.rough(expirations.longestValidity());
      page.element(
          "p",
          "Valid for "
              + (shortest.equals(longest) ? shortest : "between " + shortest + " and " + longest)
              + " from inception to expiration.");
    }
    Tables.begin(
        page,
        "RRSIGs by key and covered type",
        List.of("Key tag", "Over", "#RRSIGs", "#That verify", "Share", "Algorithm"));
    for (SignatureCount count : judged.verdict().signatures()) {
      page.open("tr").element("th", "" + count.keyTag(), "scope", "row");
      page.element("td", count.coveredType());
      Tables.number(page, Figures.count(count.total()));
      Tables.number(page, Figures.count(count.verified()));
      boolean all = count.verified() == count.total();
      Tables.bar(page, count.verified(), count.total(), all ? "good" : "late");
      page.element("td", ChainSection.algorithm(count.algorithm()), "class", "when").close();
    }
    Tables.end(page);
    page.close();
  }

  /** All checks, and where the time went. */
  void checks(Markup page) throws IOException {
    page.open("section", "id", "checks").element("h2", "Checks and times");
    if (!judged.durations().isEmpty()) {
      stages(page);
    }
    long most =
        judged.verdict().results().stream().mapToLong(r -> r.duration().toNanos()).max().orElse(0);
    Tables.beginStacked(
        page,
        "All checks; their times are summed over threads",
        List.of("Check", "Result", "#Time", "Share"));
    for (CheckResult result : judged.verdict().results()) {
      Status status = Status.of(result);
      page.open("tr").open("th", "scope", "row");
      if (Sentences.total(result) > 0 || status == Status.UNDECIDED) {
        page.element("a", result.check().id(), "href", "#" + result.check().id());
      } else {
        page.text(result.check().id());
      }
      page.close().open("td");
      Tables.badge(page, status.word());
      page.text(" " + Sentences.detail(result)).close();
      Tables.number(page, Figures.time(result.duration()));
      Tables.bar(page, result.duration().toNanos(), most, "good");
      page.close();
    }
    Tables.end(page);
    page.close();
  }

  private void stages(Markup page) throws IOException {
    Tables.begin(page, "Time by stage", List.of("Stage", "#Time", "Share"));
    for (Map.Entry<Progress.Stage, Duration> stage : judged.durations().entrySet()) {
      page.open("tr").element("th", stage.getKey().words(), "scope", "row");
      Tables.number(page, Figures.time(stage.getValue()));
      Tables.bar(page, stage.getValue().toNanos(), judged.took().toNanos(), "good");
      page.close();
    }
    page.open("tr", "class", "sum").element("th", "all", "scope", "row");
    Tables.number(page, Figures.time(judged.took()));
    page.element("td", "").close();
    Tables.end(page);
  }
}
