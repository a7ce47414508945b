package io.zonegate.report.html;

import io.zonegate.alarm.ReceiverState;
import io.zonegate.release.Freeze;
import io.zonegate.release.Release;
import io.zonegate.report.Figures;
import io.zonegate.report.GateStatus;
import io.zonegate.report.GateWays;
import io.zonegate.report.monitor.GateHealth;
import io.zonegate.rollout.Word;
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
public final class GatePage {
  private final GateStatus status;
  private final GateHealth health;
  private final String toolVersion;
  private final String policy;

  /**
   * The page of this status.
   *
   * @param policy the policy file as commands are to name it
   */
  public GatePage(GateStatus status, String toolVersion, String policy) {
    this.status = status;
    this.health = GateHealth.of(status);
    this.toolVersion = toolVersion;
    this.policy = policy;
  }

  /** Writes the page in UTF-8 and flushes; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    Markup.page(
        out, health.state() + " gate of " + status.zone() + " - zonegate", toolVersion, this::body);
  }

  static String described(Release release) {
    return "release "
        + release.id()
        + (release.facts().serial() < 0 ? "" : ", serial " + release.facts().serial());
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
    page.close().open("main");
    tiles(page);
    live(page);
    new StagesSection(status).write(page);
    words(page);
    provisions(page);
    waiting(page);
    ended(page);
    page.open("footer")
        .element("p", "zonegate " + toolVersion + ", " + status.now(), "class", "more");
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
        status.inFlight().map(r -> r.state() + ", " + described(r)).orElse("nothing"));
    Tables.fact(page, "Waiting", Figures.count(status.waiting().size(), "release"));
    Tables.fact(
        page, "Frozen", status.freeze().map(f -> "by " + f.by() + " since " + f.at()).orElse("no"));
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
    Tables.fact(page, "Release", described(release));
    Tables.fact(page, "Live since", release.standing().since().toString());
    Tables.fact(page, "Submitted", release.submittedAt() + " by " + release.submittedBy());
    Tables.fact(page, "SHA-256", release.artefact());
    Tables.fact(page, "Content", release.facts().content());
    page.close();
    Optional<Instant> expires = release.facts().expires();
    if (expires.isPresent()) {
      new ExpiryBar(
              release.standing().since(),
              expires.get(),
              status.now(),
              status.settings().upkeep().expiry())
          .write(page);
    }
    page.close();
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

  private static void releases(Markup page, String caption, List<Release> releases)
      throws IOException {
    Tables.begin(
        page, caption, List.of("Release", "State", "Since", "Reason", "Submitted by", "SHA-256"));
    for (Release release : releases) {
      page.open("tr").element("th", described(release), "scope", "row").open("td");
      Tables.badge(page, release.state().name());
      page.close().element("td", release.standing().since().toString(), "class", "when");
      page.element("td", release.standing().reason());
      page.element("td", release.submittedBy());
      page.open("td").element("code", release.artefact().substring(0, 16)).close().close();
    }
    Tables.end(page);
  }
}
