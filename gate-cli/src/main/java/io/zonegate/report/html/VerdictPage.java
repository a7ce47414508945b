package io.zonegate.report.html;

import io.zonegate.policy.EffectiveValue;
import io.zonegate.report.Figures;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.ReportContext;
import io.zonegate.report.VerdictLine;
import io.zonegate.verifier.portrait.Portrait;
import io.zonegate.verifier.verdict.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A verdict as a page: the verdict and why, what to do about it, then the zone. */
public final class VerdictPage {
  private final JudgedZone judged;
  private final Subject subject;
  private final Optional<String> release;

  /** The page of this verdict. */
  public VerdictPage(JudgedZone judged) {
    this(judged, Optional.empty());
  }

  /**
   * @param release what became of the gate's release that the verdict is on, whose page is the
   *     folder's first; empty if there is none
   */
  VerdictPage(JudgedZone judged, Optional<String> release) {
    this.judged = judged;
    this.subject = judged.verdict().subject();
    this.release = release;
  }

  /** Writes the page in UTF-8 and flushes; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    String title = judged.verdict().decision() + " " + VerdictLine.subject(subject);
    Markup.page(out, title + " - zonegate", judged.context().toolVersion(), this::body);
  }

  private void body(Markup page) throws IOException {
    page.element("a", "To the findings", "class", "skip", "href", "#findings");
    banner(page);
    page.open("main");
    tiles(page);
    new FindingsSection(judged.verdict()).write(page);
    ZoneSections sections = new ZoneSections(judged);
    if (judged.portrait().isPresent()) {
      Portrait portrait = judged.portrait().get();
      ExpirySection.judged(portrait.expirations(), judged.verdict().judgedAt()).write(page);
      new ChainSection(portrait.chain()).write(page);
      sections.signatures(page);
      sections.types(page);
    }
    sections.checks(page);
    judgement(page);
    page.close();
  }

  private void banner(Markup page) throws IOException {
    String word = judged.verdict().decision().name();
    boolean warned = word.equals("PASS") && judged.warnings() > 0;
    page.open("header", "class", "banner " + (warned ? "warn" : Tables.colour(word)));
    page.element("p", word, "class", "word");
    page.element("h1", (subject.zone().isEmpty() ? "" : "zone ") + VerdictLine.subject(subject));
    String rest = VerdictLine.rest(judged.verdict()).replaceFirst("^: ", "").strip();
    page.element("p", rest.isEmpty() ? "Nothing stands against publishing it." : rest);
    if (release.isPresent()) {
      page.element("p", release.get());
    }
    page.open("nav", "aria-label", "Sections").open("ul");
    if (release.isPresent()) {
      page.open("li").element("a", "The gate", "href", HtmlFolder.INDEX).close();
    }
    Tables.jump(page, "findings", "Findings");
    if (judged.portrait().isPresent()) {
      Tables.jump(page, "expiry", "Expiry");
      Tables.jump(page, "chain", "Keys");
      Tables.jump(page, "signatures", "Signatures");
      Tables.jump(page, "types", "Records");
    }
    Tables.jump(page, "checks", "Checks");
    Tables.jump(page, "judgement", "Judgement");
    page.close().close().close();
  }

  private void tiles(Markup page) throws IOException {
    page.open("dl", "class", "tiles");
    Tables.fact(page, "Findings", judged.findings());
    if (judged.portrait().isPresent()) {
      Optional<Duration> remaining =
          judged
              .portrait()
              .get()
              .expirations()
              .first()
              .map(first -> Duration.between(judged.verdict().judgedAt(), first));
      Tables.fact(page, "First signature", remaining.map(Figures::expiry).orElse("there is none"));
      Tables.fact(
          page,
          "Signatures that verify",
          Figures.count(judged.verified()) + " of " + Figures.count(judged.signatures()));
      Tables.fact(page, "Records", Figures.count(subject.records()) + judged.comparedRecords());
      Tables.fact(page, "Names", Figures.count(subject.names()));
    }
    Tables.fact(page, "Took", Figures.time(judged.took()));
    page.close();
  }

  private void judgement(Markup page) throws IOException {
    ReportContext context = judged.context();
    page.open("section", "id", "judgement").element("h2", "What was judged, and by what");
    page.open("dl", "class", "facts");
    Tables.fact(page, "Zone", known(subject.zone()));
    Tables.fact(page, "Serial", subject.serial() < 0 ? "not known" : "" + subject.serial());
    Tables.fact(page, "Source", known(subject.source()));
    Tables.fact(page, "SHA-256", known(subject.sha256()));
    Tables.fact(page, "Content", known(subject.contentSha256()));
    Tables.fact(page, "Octets", subject.bytes() < 0 ? "not known" : Figures.count(subject.bytes()));
    Tables.fact(page, "Judged at", judged.verdict().judgedAt().toString());
    Tables.fact(page, "zonegate", context.toolVersion());
    Tables.fact(page, "Run", context.runId() + " on " + context.hostname());
    Tables.fact(page, "Policy", context.policySource() + ", SHA-256 " + context.policySha256());
    page.open("div").element("dt", "Repeat with").open("dd").element("code", context.command());
    page.close().close().close();
    values(
        page,
        "Values that the policy or an option set",
        context.policy().stream()
            .filter(v -> !v.value().isEmpty() && !v.origin().isDefault())
            .toList());
    page.open("details").element("summary", "All values in force");
    values(
        page,
        "All values in force",
        context.policy().stream().filter(v -> !v.value().isEmpty()).toList());
    page.close().close();
  }

  private static void values(Markup page, String caption, List<EffectiveValue> values)
      throws IOException {
    Tables.begin(page, caption, List.of("Setting", "Value", "From"));
    for (EffectiveValue value : values) {
      page.open("tr").element("th", value.name(), "scope", "row");
      page.element("td", value.value()).element("td", value.origin().text()).close();
    }
    Tables.end(page);
  }

  private static String known(String text) {
    return text.isEmpty() ? "not known" : text;
  }
}
