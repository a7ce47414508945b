package io.zonegate.report.html;

import io.zonegate.policy.Durations;
import io.zonegate.release.Release;
import io.zonegate.report.Figures;
import io.zonegate.report.GateStatus;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.KeptVerdicts;
import io.zonegate.verifier.portrait.Expirations;
import io.zonegate.verifier.portrait.Portrait;
import io.zonegate.verifier.portrait.TrustChain;
import io.zonegate.verifier.verdict.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** The verdicts on the releases of a gate side by side, each with the way to the whole of it. */
final class JudgedSection {
  private static final int KEYS_SHOWN = 6;

  private final GateStatus status;
  private final KeptVerdicts verdicts;

  JudgedSection(GateStatus status, KeptVerdicts verdicts) {
    this.status = status;
    this.verdicts = verdicts;
  }

  void write(Markup page) throws IOException {
    if (verdicts.isEmpty()) {
      return;
    }
    page.open("section", "id", "judged").element("h2", "What was judged");
    page.open("div", "class", "cards");
    for (Release release : status.shown()) {
      Optional<JudgedZone> zone = verdicts.on(release);
      Optional<String> trouble = verdicts.trouble(release);
      if (zone.isPresent()) {
        card(page, release, zone.get());
      } else if (trouble.isPresent()) {
        unread(page, release, trouble.get());
      }
    }
    page.close().close();
  }

  private static void unread(Markup page, Release release, String trouble) throws IOException {
    String state = release.state().name();
    page.open("article", "class", "card " + Tables.colour(state));
    page.element("h3", release.described()).open("p");
    Tables.badge(page, state);
    page.close().element("p", "The verdict as it is kept cannot be read: " + trouble).close();
  }

  private static void card(Markup page, Release release, JudgedZone zone) throws IOException {
    String word = zone.verdict().decision().name();
    page.open("article", "class", "card " + Tables.colour(word));
    page.open("h3");
    page.element("a", release.described(), "href", GatePages.file(release.id()));
    page.close().open("p");
    Tables.badge(page, word);
    page.text(", now ");
    Tables.badge(page, release.state().name());
    page.close().open("dl", "class", "facts");
    Tables.fact(page, "Judged at", Tables.time(zone.verdict().judgedAt()));
    Tables.fact(page, "Findings", zone.findings());
    Subject subject = zone.verdict().subject();
    if (subject.records() >= 0) {
      Tables.fact(page, "Records", Figures.count(subject.records()) + zone.comparedRecords());
    }
    if (zone.portrait().isPresent()) {
      portrait(page, zone, zone.portrait().get());
    }
    Tables.fact(page, "Took", Figures.time(zone.took()));
    page.close().close();
  }

  private static void portrait(Markup page, JudgedZone zone, Portrait portrait) throws IOException {
    Tables.fact(
        page,
        "RRSIGs",
        Figures.count(zone.signatures())
            + (zone.verified() == zone.signatures()
                ? ", all verify"
                : ", " + Figures.count(zone.verified()) + " verify"));
    Expirations expirations = portrait.expirations();
    Optional<Duration> remaining =
        expirations.first().map(first -> Duration.between(zone.verdict().judgedAt(), first));
    Tables.fact(
        page,
        "First expiration",
        remaining.map(r -> Durations.rough(r) + " from then").orElse("there is no RRSIG"));
    TrustChain chain = portrait.chain();
    Tables.fact(
        page,
        "DS",
        chain.ds().isEmpty()
            ? chain.parent()
            : chain.ds().stream()
                .map(d -> d.ds().keyTag() + " " + ChainSection.word(d.state()))
                .distinct()
                .collect(Collectors.joining(", ")));
    Tables.fact(
        page,
        "Keys",
        chain.keys().stream()
            .limit(KEYS_SHOWN)
            .map(k -> ChainSection.role(k) + " " + k.keyTag() + " " + k.state())
            .collect(
                Collectors.joining(", ", "", chain.keys().size() > KEYS_SHOWN ? ", ..." : "")));
  }
}
