package io.zonegate.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.zonegate.alarm.ExpiryLevel;
import io.zonegate.alarm.ReceiverState;
import io.zonegate.policy.GateSettings;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The figures of the zones of a gate, read from its database when they are asked for. All of them
 * are gauges: they are what the database says, and old rows may be gone from it.
 */
public final class GateMetrics implements MultiCollector {
  private static final String ZONE = "zone";

  private final Supplier<Instant> clock;
  private final List<Supplier<ZoneFigures>> zones = new ArrayList<>();

  /** Prepares figures of no zones. */
  public GateMetrics(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** Adds a zone. */
  public void add(String zone, GateSettings settings, ReleaseStore store) {
    zones.add(() -> ZoneFigures.of(zone, settings, store, clock.get()));
  }

  /** All figures as they are now. */
  @Override
  public MetricSnapshots collect() {
    List<ZoneFigures> figures = zones.stream().map(Supplier::get).toList();
    Map<String, Family> families = new LinkedHashMap<>();
    for (Family family : families()) {
      families.put(family.name, family);
    }
    for (ZoneFigures zone : figures) {
      new Lines(families, zone).all();
    }
    return new MetricSnapshots(families.values().stream().map(Family::snapshot).toList());
  }

  private static List<Family> families() {
    return List.of(
        new Family("live_serial", "SOA serial of the live release"),
        new Family(
            "expiry_timestamp_seconds", "When the first signature of the live release expires"),
        new Family("expiry_seconds", "Time until then, as of when this was measured"),
        new Family(
            "expiry_level", "1 for the level that the live release is at by [gate.expiry], else 0"),
        new Family("in_flight", "1 for the state of the release that is on its way, else 0"),
        new Family("releases", "How many releases are in this state"),
        new Family("last_verdict_timestamp_seconds", "When a candidate was judged last"),
        new Family("last_candidate_timestamp_seconds", "When a candidate was received last"),
        new Family("probed_servers", "Servers of the present stage by what they answered last"),
        new Family("frozen", "1 if nothing of the zone is published meanwhile, else 0"),
        new Family("undelivered_events", "Events that a receiver is to get and has not got"),
        new Family("receiver_trouble", "1 if somebody must look at the way to a receiver, else 0"),
        new Family(
            "alarm_test_timestamp_seconds", "When a self-test arrived at a receiver last, 0 never"),
        new Family("alarm_test_age_seconds", "Time since then, as of when this was measured"));
  }

  /** One metric and its values. */
  private static final class Family {
    private final String name;
    private final GaugeSnapshot.Builder builder;

    private Family(String name, String help) {
      this.name = name;
      this.builder = GaugeSnapshot.builder().name("zonegate_zone_" + name).help(help);
    }

    private void value(long value, String... labels) {
      builder.dataPoint(
          GaugeDataPointSnapshot.builder().value((double) value).labels(Labels.of(labels)).build());
    }

    private MetricSnapshot snapshot() {
      return builder.build();
    }
  }

  /** The values of one zone. */
  private static final class Lines {
    private final Map<String, Family> families;
    private final ZoneFigures zone;

    private Lines(Map<String, Family> families, ZoneFigures zone) {
      this.families = families;
      this.zone = zone;
    }

    private void all() {
      live();
      releases();
      for (ProbeOutcome outcome : ProbeOutcome.values()) {
        long servers =
            zone.probes().stream().filter(p -> p.outcome().equals(outcome.name())).count();
        put("probed_servers", servers, "outcome", word(outcome));
      }
      put("frozen", zone.frozen());
      zone.alarms().receivers().forEach(this::receiver);
    }

    private void live() {
      zone.alarms()
          .expiry()
          .live()
          .ifPresent(
              live -> {
                put("live_serial", live.facts().serial());
                live.facts()
                    .expires()
                    .ifPresent(at -> put("expiry_timestamp_seconds", at.getEpochSecond()));
              });
      zone.alarms().expiry().left().ifPresent(left -> put("expiry_seconds", left.toSeconds()));
      for (ExpiryLevel level : ExpiryLevel.values()) {
        put("expiry_level", zone.alarms().expiry().level() == level, "level", level.word());
      }
    }

    private void releases() {
      for (ReleaseState state : ReleaseState.values()) {
        put("releases", zone.releases().getOrDefault(state, 0L), "state", word(state));
        if (state.inFlight()) {
          boolean there = zone.inFlight().filter(r -> r.state() == state).isPresent();
          put("in_flight", there, "state", word(state));
        }
      }
      zone.lastVerdict()
          .ifPresent(at -> put("last_verdict_timestamp_seconds", at.getEpochSecond()));
      zone.newest()
          .ifPresent(
              r -> put("last_candidate_timestamp_seconds", r.submittedAt().getEpochSecond()));
    }

    private void receiver(ReceiverState receiver) {
      String[] label = {"receiver", receiver.name()};
      put("undelivered_events", receiver.undelivered(), label);
      put("receiver_trouble", receiver.trouble().isPresent(), label);
      long arrived = receiver.target().testArrived().map(Instant::getEpochSecond).orElse(0L);
      put("alarm_test_timestamp_seconds", arrived, label);
      if (arrived > 0) {
        put("alarm_test_age_seconds", zone.at().getEpochSecond() - arrived, label);
      }
    }

    private void put(String name, boolean value, String... labels) {
      put(name, value ? 1 : 0, labels);
    }

    private void put(String name, long value, String... labels) {
      List<String> all = new ArrayList<>(List.of(ZONE, zone.zone()));
      all.addAll(List.of(labels));
      families.get(name).value(value, all.toArray(new String[0]));
    }

    private static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    }
  }
}
