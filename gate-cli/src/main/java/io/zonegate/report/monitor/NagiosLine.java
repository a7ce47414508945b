package io.zonegate.report.monitor;

import io.zonegate.policy.ExpirySettings;
import io.zonegate.report.Figures;
import io.zonegate.report.GateStatus;
import io.zonegate.report.GateZonesReport;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.VerdictLine;
import io.zonegate.text.Printable;
import io.zonegate.verifier.portrait.Expirations;
import io.zonegate.verifier.portrait.Portrait;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The one line of a plugin: {@code ZONEGATE OK - zone nl. serial 7: PASS | rrsigs=2790 ...}. What
 * stands after the bar is performance data, {@code label=value[unit];warning;critical}, where
 * {@code 86400:} is a threshold that a value must not fall below.
 */
public final class NagiosLine {
  /** Nagios takes 4 KiB with the performance data, and pagers less. */
  private static final int MOST = 1_000;

  private static final int MOST_ZONES = 5;

  private NagiosLine() {}

  /** The line of a verdict. */
  public static String of(JudgedZone judged) {
    String text =
        "zone "
            + VerdictLine.subject(judged.verdict().subject())
            + ": "
            + judged.verdict().decision()
            + VerdictLine.rest(judged.verdict());
    Optional<Expirations> expirations = judged.portrait().map(Portrait::expirations);
    Optional<Duration> remaining =
        expirations
            .flatMap(Expirations::first)
            .map(first -> Duration.between(judged.verdict().judgedAt(), first));
    return line(
        NagiosState.of(judged),
        text + remaining.map(r -> "; first RRSIG " + Figures.expiry(r)).orElse(""),
        judged.portrait().isEmpty() ? "" : figures(judged, expirations.get(), remaining));
  }

  private static String figures(
      JudgedZone judged, Expirations expirations, Optional<Duration> remaining) {
    StringJoiner figures = new StringJoiner(" ");
    figures.add("blocks=" + judged.blocks() + ";;0");
    figures.add("warnings=" + judged.warnings() + ";0");
    figures.add("notes=" + judged.notes());
    figures.add("rrsigs=" + judged.signatures());
    figures.add("unverified=" + (judged.signatures() - judged.verified()) + ";;0");
    remaining.ifPresent(
        r -> figures.add(expiry(r, expirations.soaExpire(), expirations.leastRemaining())));
    figures.add("records=" + judged.verdict().subject().records());
    figures.add("names=" + judged.verdict().subject().names());
    figures.add("size=" + judged.verdict().subject().bytes() + "B");
    figures.add("time=" + Figures.seconds(judged.took()) + "s");
    return figures.toString();
  }

  /** The line of a gate. */
  public static String of(GateStatus status) {
    GateHealth health = GateHealth.of(status);
    ExpirySettings expiry = status.settings().upkeep().expiry();
    StringJoiner figures = new StringJoiner(" ");
    status
        .live()
        .flatMap(live -> live.facts().expires())
        .map(expires -> Duration.between(status.now(), expires))
        .ifPresent(r -> figures.add(expiry(r, expiry.warn(), expiry.critical())));
    status.live().ifPresent(live -> figures.add(age("live_age", live.standing().since(), status)));
    status
        .inFlight()
        .ifPresent(
            release -> {
              figures.add("stage=" + (release.standing().stage() + 1));
              figures.add("good_probes=" + release.standing().good());
              figures.add(age("state_age", release.standing().since(), status));
            });
    figures.add("waiting=" + status.waiting().size());
    return line(
        health.state(),
        "zone " + Printable.escape(status.zone()) + ": " + health.text(),
        figures.toString());
  }

  /** The line of several gates: how they are, and why the worst of them are so. */
  public static String of(List<ZoneHealth> zones) {
    StringJoiner text = new StringJoiner("; ");
    text.add(new GateZonesReport(zones).counts());
    zones.stream()
        .filter(z -> z.health().state() != NagiosState.OK)
        .sorted(ZoneHealth.WORST_FIRST)
        .limit(MOST_ZONES)
        .forEach(z -> text.add(z.zone() + " " + String.join(", ", z.health().reasons())));
    StringJoiner figures = new StringJoiner(" ");
    Map<NagiosState, Long> counts = ZoneHealth.counts(zones);
    for (NagiosState state : NagiosState.values()) {
      figures.add(state.name().toLowerCase(Locale.ROOT) + "=" + counts.getOrDefault(state, 0L));
    }
    zones.stream()
        .flatMap(z -> z.left().stream())
        .min(Comparator.naturalOrder())
        .ifPresent(least -> figures.add("first_expiry=" + least.toSeconds() + "s"));
    return line(ZoneHealth.worst(zones), text.toString(), figures.toString());
  }

  /** The line of a command that could not do its work. */
  public static String failure(NagiosState state, String message) {
    return line(state, Printable.escape(message), "");
  }

  private static String expiry(Duration remaining, Duration warning, Duration critical) {
    return "first_expiry=%ds;%d:;%d:"
        .formatted(remaining.toSeconds(), warning.toSeconds(), critical.toSeconds());
  }

  private static String age(String label, Instant since, GateStatus status) {
    return label + "=" + Math.max(0, Duration.between(since, status.now()).toSeconds()) + "s";
  }

  /** A bar in the text would begin the performance data: as an octet of a name it is \124. */
  private static String line(NagiosState state, String text, String figures) {
    String safe = Printable.escape(text.replace("|", "\\124"), MOST);
    return "ZONEGATE " + state + " - " + safe + (figures.isEmpty() ? "" : " | " + figures);
  }
}
