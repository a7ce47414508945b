package io.zonegate.report.monitor;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.zonegate.metrics.MetricsText;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.Status;
import io.zonegate.text.Printable;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.portrait.Expirations;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A verdict for the textfile collector of Prometheus' node_exporter. Everything is a gauge of the
 * last verdict and begins with {@code zonegate_verdict}; labels are few and never have an owner
 * name in them.
 */
public final class PrometheusReport {
  private static final String PREFIX = "zonegate_verdict_";

  private final JudgedZone judged;
  private final Labels zone;
  private final List<MetricSnapshot> metrics = new ArrayList<>();

  /** A report of this verdict. */
  public PrometheusReport(JudgedZone judged) {
    this.judged = judged;
    this.zone = Labels.of("zone", Printable.escape(judged.verdict().subject().zone()));
  }

  /** Writes the report in Prometheus' text format and flushes; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    metrics.clear();
    verdict();
    findings();
    zone();
    times();
    MetricsText.write(new MetricSnapshots(metrics), out);
    out.flush();
  }

  private void verdict() {
    Family decision =
        family("decision", "1 for the decision of the last verdict, 0 for the others");
    for (Decision one : Decision.values()) {
      decision.add(judged.verdict().decision() == one ? 1 : 0, "decision", one.name());
    }
    decision.done();
    one(
        "timestamp_seconds",
        "Clock of the last verdict, seconds since 1970",
        judged.verdict().judgedAt().getEpochSecond());
    metrics.add(
        InfoSnapshot.builder()
            .name(PREFIX + "tool")
            .help("The version of zonegate that judged")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(
                        zone.merge(
                            Labels.of("version", Printable.escape(judged.context().toolVersion()))))
                    .build())
            .build());
  }

  private void findings() {
    Family all = family("findings", "Findings of the last verdict by severity");
    all.add(judged.blocks(), "severity", Severity.BLOCK.name());
    all.add(judged.warnings(), "severity", Severity.WARN.name());
    all.add(judged.notes(), "severity", Severity.NOTE.name());
    all.done();
    Family byCheck =
        family("check_findings", "Findings by check and severity, where there are any");
    Family statuses = family("checks", "Checks by how they ended");
    for (Status status : Status.values()) {
      statuses.add(
          judged.verdict().results().stream().filter(r -> Status.of(r) == status).count(),
          "status",
          status.word());
    }
    for (CheckResult result : judged.verdict().results()) {
      byCheck(byCheck, result, Severity.BLOCK, result.blocks());
      byCheck(byCheck, result, Severity.WARN, result.warnings());
      byCheck(byCheck, result, Severity.NOTE, result.notes());
    }
    byCheck.done();
    statuses.done();
  }

  private static void byCheck(Family family, CheckResult result, Severity severity, long n) {
    if (n > 0) {
      family.add(n, "check", result.check().id(), "severity", severity.name());
    }
  }

  private void zone() {
    Subject subject = judged.verdict().subject();
    known("serial", "SOA serial of the zone that was judged", subject.serial());
    known("records", "Records of the zone", subject.records());
    known("names", "Owner names of the zone", subject.names());
    known("bytes", "Octets that were judged", subject.bytes());
    one("signatures", "RRSIGs of the zone", judged.signatures());
    one("signatures_verified", "RRSIGs that verify by cryptography", judged.verified());
    if (judged.portrait().isPresent()) {
      Expirations expirations = judged.portrait().get().expirations();
      expirations
          .first()
          .ifPresent(
              first ->
                  one(
                      "first_expiry_timestamp_seconds",
                      "When the first RRSIG expires, seconds since 1970",
                      first.getEpochSecond()));
      one(
          "least_remaining_seconds",
          "What the policy demanded to remain of the first RRSIG's validity",
          expirations.leastRemaining().toSeconds());
    }
  }

  private void times() {
    one("duration_seconds", "Time that the judgement took", fraction(judged.took()));
    Family phases = family("phase_duration_seconds", "Time that each phase of it took");
    for (Map.Entry<Progress.Stage, Duration> stage : judged.durations().entrySet()) {
      phases.add(
          fraction(stage.getValue()), "phase", stage.getKey().name().toLowerCase(Locale.ROOT));
    }
    phases.done();
  }

  private static double fraction(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** A number that is negative where it was not learnt. */
  private void known(String name, String help, long value) {
    if (value >= 0) {
      one(name, help, value);
    }
  }

  private void one(String name, String help, Number value) {
    Family family = family(name, help);
    family.add(value);
    family.done();
  }

  private Family family(String name, String help) {
    return new Family(GaugeSnapshot.builder().name(PREFIX + name).help(help));
  }

  private final class Family {
    private final GaugeSnapshot.Builder builder;

    Family(GaugeSnapshot.Builder builder) {
      this.builder = builder;
    }

    void add(Number value, String... labels) {
      builder.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(zone.merge(Labels.of(labels)))
              .value(value.doubleValue())
              .build());
    }

    void done() {
      metrics.add(builder.build());
    }
  }
}
