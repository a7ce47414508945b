package io.zonegate.report.html;

import io.zonegate.alarm.ReceiverState;
import io.zonegate.policy.ExpirySettings;
import io.zonegate.release.Freeze;
import io.zonegate.release.Release;
import io.zonegate.report.Figures;
import io.zonegate.report.GateStatus;
import io.zonegate.report.GateWays;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.KeptVerdicts;
import io.zonegate.report.VerdictLine;
import io.zonegate.report.monitor.GateHealth;
import io.zonegate.rollout.Word;
import io.zonegate.verifier.portrait.Expirations;
import io.zonegate.verifier.portrait.Portrait;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where the releases of a zone are, as a page: what to worry about first, then what can be done.
 */
final class GatePage {
  private final GateStatus status;
  private final KeptVerdicts verdicts;
  private final GateHealth health;
  private final String toolVersion;
  private final String policy;

  /**
   * The page of this status.
   *
   * @param verdicts those on releases; each that can be read has a page of its own
   * @param policy the policy file as commands are to name it
   */
  GatePage(GateStatus status, KeptVerdicts verdicts, String toolVersion, String policy) {
    this.status = status;
    this.verdicts = verdicts;
    this.health = GateHealth.of(status);
    this.toolVersion = toolVersion;
    this.policy = policy;
  }

  /** Writes the page in UTF-8 and flushes; the stream stays open. */
  void write(OutputStream out) throws IOException {
    Markup.page(
        out, health.state() + " gate of " + status.zone() + " - zonegate", toolVersion, this::body);
  }

  private void body(Markup page) throws IOException {
    page.element("a", "To the stages", "class", "skip", "href", "#stages");
    page.open("header", "class", "banner " + Tables.colour(health.state().name()));
    page.element("p", health.state().name(), "class", "word");
    page.element("h1", "gate of zone " + status.zone());
    if (health.reasons().isEmpty()) {
      page.element("p", health.normal());
    }
    for (String reason : health.reasons()) {
      page.element("p", reason);
    }
    page.element("p", "As of " + Tables.time(status.now()), "class", "more");
    sections(page);
    page.close().open("main");
    tiles(page);
    live(page);
    new StagesSection(status).write(page);
    new JudgedSection(status, verdicts).write(page);
    words(page);
    provisions(page);
    waiting(page);
    ended(page);
    page.open("footer").element("p", "zonegate " + toolVersion, "class", "more");
    page.close().close();
  }

  private void sections(Markup page) throws IOException {
    page.open("nav", "aria-label", "Sections").open("ul");
    Tables.jump(page, "live", "Live");
    if (expirations().isPresent()) {
      Tables.jump(page, "expiry", "Expiry");
    }
    Tables.jump(page, "stages", "On its way");
    if (!verdicts.isEmpty()) {
      Tables.jump(page, "judged", "Verdicts");
    }
    Tables.jump(page, "words", "Commands");
    Tables.jump(page, "provisions", "Ways back");
    Tables.jump(page, "ended", "Ended");
    page.close().close();
  }

  private void tiles(Markup page) throws IOException {
    page.open("dl", "class", "tiles");
    Optional<Release> live = status.live();
    Tables.fact(page, "Live", live.map(r -> "serial " + r.facts().serial()).orElse("nothing"));
    Tables.fact(
        page,
        "First signature",
        live.flatMap(r -> r.facts().expires())
            .map(e -> Figures.expiry(Duration.between(status.now(), e)))
            .orElse("none is live"));
    Tables.fact(
        page,
        "On its way",
        status.inFlight().map(r -> r.state() + ", " + r.described()).orElse("nothing"));
    Tables.fact(page, "Waiting", Figures.count(status.waiting().size(), "release"));
    Tables.fact(
        page,
        "Frozen",
        status.freeze().map(f -> "by " + f.by() + " since " + Tables.time(f.at())).orElse("no"));
    page.close();
    Optional<Freeze> freeze = status.freeze();
    if (freeze.isPresent()) {
      page.element("p", "Frozen: " + freeze.get().reason());
    }
  }

  private void live(Markup page) throws IOException {
    page.open("section", "id", "live").element("h2", "Live");
    Optional<Release> live = status.live();
    if (live.isEmpty()) {
      page.element("p", "Nothing has gone through all stages.").close();
      return;
    }
    Release release = live.get();
    page.open("dl", "class", "facts");
    Tables.fact(page, "Release", release.described());
    Tables.fact(page, "Live since", Tables.time(release.standing().since()));
    Tables.fact(
        page, "Submitted", Tables.time(release.submittedAt()) + " by " + release.submittedBy());
    Tables.fact(page, "SHA-256", release.artefact());
    Tables.fact(page, "Content", release.facts().content());
    page.close();
    ExpirySettings alarm = status.settings().upkeep().expiry();
    Optional<Expirations> expirations = expirations();
    Optional<Instant> expires = release.facts().expires();
    if (expirations.isEmpty() && expires.isPresent()) {
      new ExpiryBar(release.standing().since(), expires.get(), status.now(), alarm).write(page);
    }
    page.close();
    if (expirations.isPresent()) {
      ExpirySection.live(expirations.get(), status.now(), alarm).write(page);
    }
  }

  /** Of the live release; empty if its verdict does not have them. */
  private Optional<Expirations> expirations() {
    return status
        .live()
        .flatMap(verdicts::on)
        .flatMap(JudgedZone::portrait)
        .map(Portrait::expirations);
  }

  private void words(Markup page) throws IOException {
    page.open("section", "id", "words").element("h2", "What can be done now");
    page.open("dl", "class", "commands");
    for (Word word : status.possible()) {
      command(page, word.word(), word.needsReason() ? " --reason TEXT" : "", word.summary());
    }
    for (GateWays.Way way : status.ways().commands()) {
      command(page, way.word(), way.arguments(), way.summary());
    }
    page.close().close();
  }

  private void command(Markup page, String word, String arguments, String summary)
      throws IOException {
    page.open("div").open("dt");
    page.element("code", "zonegate gate " + word + " --policy " + policy + arguments);
    page.close().element("dd", summary).close();
  }

  /** What there is for the worst case: a way back, and people who would hear of it. */
  private void provisions(Markup page) throws IOException {
    page.open("section", "id", "provisions").element("h2", "Ways back and alarms");
    page.open("dl", "class", "facts");
    status.ways().writeText((title, text) -> Tables.fact(page, title, text));
    for (ReceiverState receiver : status.alarms().receivers()) {
      Tables.fact(
          page,
          "receiver " + receiver.name(),
          receiver.trouble().orElse("hears") + ", " + receiver.undelivered() + " undelivered");
    }
    page.close().close();
  }

  private void waiting(Markup page) throws IOException {
    if (!status.waiting().isEmpty()) {
      page.open("section", "id", "waiting").element("h2", "Waiting");
      releases(page, "Releases that wait for their turn", status.waiting());
      page.close();
    }
  }

  private void ended(Markup page) throws IOException {
    page.open("section", "id", "ended").element("h2", "Blocked or ended otherwise");
    if (status.ended().isEmpty()) {
      page.element("p", "All releases went out or were followed by another.");
    } else {
      List<Release> latestFirst = new ArrayList<>(status.ended());
      Collections.reverse(latestFirst);
      releases(page, "The last releases that did not go out, the latest first", latestFirst);
    }
    page.close();
  }

  /** A release, with a link to its verdict where there is one. */
  private void named(Markup page, Release release) throws IOException {
    if (verdicts.on(release).isPresent()) {
      page.element("a", release.described(), "href", GatePages.file(release.id()));
    } else {
      page.text(release.described());
    }
  }

  private void releases(Markup page, String caption, List<Release> releases) throws IOException {
    Tables.beginStacked(
        page, caption, List.of("Release", "State", "Since", "Submitted", "SHA-256"));
    for (Release release : releases) {
      page.open("tr").open("th", "scope", "row");
      named(page, release);
      page.close().open("td", "class", "reason");
      Tables.badge(page, release.state().name());
      page.text(" " + VerdictLine.reason(release.standing().reason())).close();
      page.element("td", "since " + Tables.time(release.standing().since()), "class", "when");
      page.element("td", "by " + release.submittedBy());
      page.open("td").element("code", release.artefact().substring(0, 16)).close().close();
    }
    Tables.end(page);
  }
}
