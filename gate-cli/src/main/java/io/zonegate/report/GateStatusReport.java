package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.alarm.ReceiverState;
import io.zonegate.policy.Durations;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.Freeze;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.Rollback;
import io.zonegate.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Where the releases of a zone are, as text and as JSON. */
public final class GateStatusReport {
  private final GateStatus status;

  /** A report of this status. */
  public GateStatusReport(GateStatus status) {
    this.status = status;
  }

  /** Writes a few lines. */
  public void writeText(Appendable out) throws IOException {
    out.append(status.zone()).append('\n');
    Optional<Release> live = status.live();
    line(
        out,
        "live",
        live.map(GateStatusReport::live).orElse("nothing has gone through all stages"));
    Optional<String> expiry = status.alarms().expiryLine();
    if (expiry.isPresent()) {
      Instant end = live.flatMap(r -> r.facts().expires()).orElse(status.now());
      line(out, "expiry", expiry.get() + " until its first signature expires, " + end);
    }
    if (status.freeze().isPresent()) {
      Freeze frozen = status.freeze().get();
      line(
          out, "FROZEN", "by %s since %s: %s".formatted(frozen.by(), frozen.at(), frozen.reason()));
    }
    for (Release release : status.releases()) {
      if (release.state().inFlight()) {
        inFlight(out, release);
      } else if (release.state() == ReleaseState.RECEIVED) {
        line(out, "waiting", described(release));
      }
    }
    for (Release release : status.ended()) {
      line(
          out,
          release.state().name().toLowerCase(Locale.ROOT),
          described(release) + since(release) + reason(release));
    }
    status.ways().writeText((title, text) -> line(out, title, text));
    for (ReceiverState receiver : status.alarms().receivers()) {
      line(out, "notify", receiver.name() + ": " + state(receiver));
    }
    line(out, "possible", "zonegate gate " + String.join(" | ", status.commands()));
  }

  private String state(ReceiverState receiver) {
    String test =
        receiver
            .target()
            .testArrived()
            .map(t -> "last self-test arrived %s ago".formatted(Durations.rough(between(t))))
            .orElse("no self-test has arrived");
    return (receiver.trouble().isPresent() ? "TROUBLE: " + receiver.trouble().get() + "; " : "")
        + receiver.undelivered()
        + " undelivered, "
        + test;
  }

  private Duration between(Instant then) {
    return Duration.between(then, status.now());
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
    Optional<StageSettings> current = status.stage(release);
    if (current.isEmpty()) {
      return;
    }
    StageSettings stage = current.get();
    Duration past = Duration.between(release.standing().published(), status.now());
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
                Durations.rough(past),
                Durations.rough(stage.soak()),
                Durations.rough(stage.deadline()),
                approval));
    for (ProbeNote probe : status.probes()) {
      line(
          out,
          "",
          "%s %s at %s: %s".formatted(probe.server(), probe.outcome(), probe.at(), probe.detail()));
    }
  }

  private static String described(Release release) {
    return "%s, SHA-256 %s%s"
        .formatted(
            release.described(),
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
                status.stage(release).map(StageSettings::name).orElse("?"),
                index + 1,
                status.settings().stages().size());
  }

  private static String since(Release release) {
    return ", since " + release.standing().since();
  }

  private static String reason(Release release) {
    String reason = release.standing().reason();
    return reason.isEmpty() ? "" : ": " + VerdictLine.reason(reason);
  }

  /** Writes one JSON object and flushes; the stream stays open. */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      JsonText.text(json, "zone", status.zone());
      JsonText.text(json, "at", status.now().toString());
      json.writeBooleanField("frozen", status.freeze().isPresent());
      JsonText.textOrNull(json, "frozenBy", status.freeze().map(Freeze::by).orElse(""));
      JsonText.textOrNull(json, "frozenReason", status.freeze().map(Freeze::reason).orElse(""));
      writeAlarms(json);
      json.writeArrayFieldStart("possible");
      for (String command : status.commands()) {
        json.writeString(command);
      }
      json.writeEndArray();
      status.ways().writeJson(json);
      json.writeArrayFieldStart("releases");
      for (Release release : status.releases()) {
        writeRelease(json, release);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("probes");
      for (ProbeNote probe : status.probes()) {
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
    JsonText.text(json, "level", status.alarms().expiry().level().word());
    if (status.alarms().expiry().left().isPresent()) {
      json.writeNumberField("seconds", status.alarms().expiry().left().get().toSeconds());
    } else {
      json.writeNullField("seconds");
    }
    json.writeEndObject();
    json.writeArrayFieldStart("receivers");
    for (ReceiverState receiver : status.alarms().receivers()) {
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
    JsonText.textOrNull(json, "stage", status.stage(release).map(StageSettings::name).orElse(""));
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
