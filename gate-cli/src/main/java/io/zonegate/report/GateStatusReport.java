package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.alarm.ReceiverState;
import io.zonegate.alarm.ZoneAlarms;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.Freeze;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.Rollback;
import io.zonegate.rollout.Word;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where the releases of a zone are, as text and as JSON. */
public final class GateStatusReport {
  private static final int ENDED_SHOWN = 3;

  private final String zone;
  private final GateSettings settings;
  private final List<Release> releases;
  private final List<ProbeNote> probes;
  private final Optional<Freeze> freeze;
  private final Set<Word> possible;
  private final GateWays ways;
  private final ZoneAlarms alarms;
  private final Instant now;

  /**
   * The status of a zone.
   *
   * @param releases all of them, by number
   * @param probes what the servers of the stage said last
   * @param possible what people may say now
   * @param ways ways around and back
   * @param alarms how long the live zone will do, and whether people would hear of it
   * @param now the clock that times are shown against
   */
  public GateStatusReport(
      String zone,
      GateSettings settings,
      List<Release> releases,
      List<ProbeNote> probes,
      Optional<Freeze> freeze,
      Set<Word> possible,
      GateWays ways,
      ZoneAlarms alarms,
      Instant now) {
    this.zone = zone;
    this.settings = settings;
    this.releases = List.copyOf(releases);
    this.probes = List.copyOf(probes);
    this.freeze = freeze;
    this.possible = possible;
    this.ways = ways;
    this.alarms = alarms;
    this.now = now;
  }

  /** Writes a few lines. */
  public void writeText(Appendable out) throws IOException {
    out.append(zone).append('\n');
    Optional<Release> live = live();
    line(
        out,
        "live",
        live.map(GateStatusReport::live).orElse("nothing has gone through all stages"));
    Optional<String> expiry = alarms.expiryLine();
    if (expiry.isPresent()) {
      Instant end = live.flatMap(r -> r.facts().expires()).orElse(now);
      line(out, "expiry", expiry.get() + " until its first signature expires, " + end);
    }
    if (freeze.isPresent()) {
      Freeze frozen = freeze.get();
      line(
          out, "FROZEN", "by %s since %s: %s".formatted(frozen.by(), frozen.at(), frozen.reason()));
    }
    for (Release release : releases) {
      if (release.state().inFlight()) {
        inFlight(out, release);
      } else if (release.state() == ReleaseState.RECEIVED) {
        line(out, "waiting", described(release));
      }
    }
    List<Release> ended = ended();
    for (Release release : ended) {
      line(
          out,
          release.state().name().toLowerCase(Locale.ROOT),
          described(release) + since(release) + reason(release));
    }
    ways.writeText((title, text) -> line(out, title, text));
    for (ReceiverState receiver : alarms.receivers()) {
      line(out, "notify", receiver.name() + ": " + state(receiver));
    }
    line(out, "possible", "zonegate gate " + String.join(" | ", commands()));
  }

  private List<String> commands() {
    return Stream.concat(possible.stream().map(Word::word), ways.commands().stream()).toList();
  }

  private String state(ReceiverState receiver) {
    String test =
        receiver
            .target()
            .testArrived()
            .map(t -> "last self-test arrived %s ago".formatted(ZoneAlarms.time(between(t))))
            .orElse("no self-test has arrived");
    return (receiver.trouble().isPresent() ? "TROUBLE: " + receiver.trouble().get() + "; " : "")
        + receiver.undelivered()
        + " undelivered, "
        + test;
  }

  private Duration between(Instant then) {
    return Duration.between(then, now);
  }

  private Optional<Release> live() {
    return releases.stream().filter(r -> r.state() == ReleaseState.LIVE).findFirst();
  }

  /** The last of those that ended otherwise than by a successor. */
  private List<Release> ended() {
    List<Release> ended =
        releases.stream()
            .filter(r -> r.state().ended() && r.state() != ReleaseState.RETIRED)
            .toList();
    return ended.subList(Math.max(0, ended.size() - ENDED_SHOWN), ended.size());
  }

  private static void line(Appendable out, String title, String text) throws IOException {
    out.append("  %-10s %s%n".formatted(title, Printable.escape(text)));
  }

  private static String live(Release release) {
    return described(release) + since(release);
  }

  private void inFlight(Appendable out, Release release) throws IOException {
    line(
        out,
        "in flight",
        described(release)
            + ", "
            + release.state()
            + stage(release)
            + since(release)
            + reason(release));
    int index = release.standing().stage();
    if (index < 0 || index >= settings.stages().size()) {
      return;
    }
    StageSettings asIs = settings.stages().get(index);
    StageSettings stage = release.rollback().isPresent() ? settings.ways().hurried(asIs) : asIs;
    Duration past = Duration.between(release.standing().published(), now);
    String approval =
        !stage.approval()
            ? ""
            : release.standing().approvedBy().isEmpty()
                ? ", waits for approval too"
                : ", approved by " + release.standing().approvedBy();
    line(
        out,
        "",
        "good probes %d of %d, %s of soak %s, deadline %s%s"
            .formatted(
                Math.min(release.standing().good(), stage.goodProbes()),
                stage.goodProbes(),
                ZoneAlarms.time(past),
                ZoneAlarms.time(stage.soak()),
                ZoneAlarms.time(stage.deadline()),
                approval));
    for (ProbeNote probe : probes) {
      line(
          out,
          "",
          "%s %s at %s: %s".formatted(probe.server(), probe.outcome(), probe.at(), probe.detail()));
    }
  }

  private static String described(Release release) {
    return "release %d%s, SHA-256 %s%s"
        .formatted(
            release.id(),
            release.facts().serial() < 0 ? "" : ", serial " + release.facts().serial(),
            release.artefact().substring(0, 16),
            release
                .rollback()
                .map(
                    r ->
                        ", a rollback of release %d to the content of release %d"
                            .formatted(r.rollsBack(), r.bringsBack()))
                .orElse(""));
  }

  private String stage(Release release) {
    int index = release.standing().stage();
    return index < 0
        ? ""
        : " in stage %s (%d of %d)"
            .formatted(
                index < settings.stages().size() ? settings.stages().get(index).name() : "?",
                index + 1,
                settings.stages().size());
  }

  private static String since(Release release) {
    return ", since " + release.standing().since();
  }

  private static String reason(Release release) {
    return release.standing().reason().isEmpty() ? "" : ": " + release.standing().reason();
  }

  /** Writes one JSON object and flushes; the stream stays open. */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      JsonText.text(json, "zone", zone);
      JsonText.text(json, "at", now.toString());
      json.writeBooleanField("frozen", freeze.isPresent());
      JsonText.textOrNull(json, "frozenBy", freeze.map(Freeze::by).orElse(""));
      JsonText.textOrNull(json, "frozenReason", freeze.map(Freeze::reason).orElse(""));
      writeAlarms(json);
      json.writeArrayFieldStart("possible");
      for (String command : commands()) {
        json.writeString(command);
      }
      json.writeEndArray();
      ways.writeJson(json);
      json.writeArrayFieldStart("releases");
      for (Release release : releases) {
        writeRelease(json, release);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("probes");
      for (ProbeNote probe : probes) {
        json.writeStartObject();
        JsonText.text(json, "server", probe.server());
        JsonText.text(json, "at", probe.at().toString());
        JsonText.text(json, "outcome", probe.outcome());
        JsonText.text(json, "detail", probe.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    out.flush();
  }

  private void writeAlarms(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("expiry");
    JsonText.text(json, "level", alarms.expiry().level().word());
    if (alarms.expiry().left().isPresent()) {
      json.writeNumberField("seconds", alarms.expiry().left().get().toSeconds());
    } else {
      json.writeNullField("seconds");
    }
    json.writeEndObject();
    json.writeArrayFieldStart("receivers");
    for (ReceiverState receiver : alarms.receivers()) {
      json.writeStartObject();
      JsonText.text(json, "name", receiver.name());
      json.writeNumberField("undelivered", receiver.undelivered());
      time(json, "delivered", receiver.target().delivered());
      time(json, "failingSince", receiver.target().failingSince());
      time(json, "selfTestSent", receiver.target().testSent());
      time(json, "selfTestArrived", receiver.target().testArrived());
      JsonText.textOrNull(json, "trouble", receiver.trouble().orElse(""));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void time(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    JsonText.textOrNull(json, name, time.map(Instant::toString).orElse(""));
  }

  private void writeRelease(JsonGenerator json, Release release) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", release.id());
    JsonText.text(json, "state", release.state().name());
    JsonText.numberOrNull(json, "serial", release.facts().serial());
    JsonText.text(json, "sha256", release.artefact());
    JsonText.text(json, "submittedAt", release.submittedAt().toString());
    JsonText.text(json, "submittedBy", release.submittedBy());
    JsonText.text(json, "since", release.standing().since().toString());
    int stage = release.standing().stage();
    JsonText.textOrNull(
        json,
        "stage",
        stage >= 0 && stage < settings.stages().size() ? settings.stages().get(stage).name() : "");
    json.writeNumberField("goodProbes", release.standing().good());
    JsonText.textOrNull(json, "approvedBy", release.standing().approvedBy());
    JsonText.textOrNull(
        json, "expires", release.facts().expires().map(Instant::toString).orElse(""));
    JsonText.textOrNull(json, "reason", release.standing().reason());
    JsonText.numberOrNull(
        json, "rollsBack", release.rollback().map(Rollback::rollsBack).orElse(-1L));
    JsonText.numberOrNull(
        json, "bringsBack", release.rollback().map(Rollback::bringsBack).orElse(-1L));
    json.writeEndObject();
  }
}
