package io.zonegate.alarm;

import io.zonegate.policy.ExpirySettings;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches a zone for which nothing happens: the live release gets older, and no candidate comes.
 * Each is said in the log once a release and level, whatever is restarted meanwhile.
 */
public final class ZoneWatch {
  /** The word that the log has for a zone whose last candidate came long ago. */
  static final String STALLED = "stalled";

  private static final String ACTOR = "gate";

  private final String zone;
  private final ExpirySettings settings;
  private final ReleaseStore store;

  /** What is in the log already, by kind, so that it is not asked for again and again. */
  private final Map<String, Long> said = new HashMap<>();

  /**
   * Prepares the watch.
   *
   * @param zone apex, absolute, lower case
   */
  public ZoneWatch(String zone, ExpirySettings settings, ReleaseStore store) {
    this.zone = zone;
    this.settings = settings;
    this.store = store;
  }

  /** Looks once. */
  public void look(Instant now) {
    ExpiryClock clock = ExpiryClock.of(store.live(zone), settings, now);
    clock
        .level()
        .event()
        .ifPresent(
            kind -> {
              Release live = clock.live().orElseThrow();
              once(
                  Event.of(
                      live,
                      now,
                      ACTOR,
                      kind,
                      Map.of(
                          "serial", Long.toString(live.facts().serial()),
                          "expires", live.facts().expires().orElseThrow().toString(),
                          "sha256", live.artefact(),
                          "reason", reason(clock))));
            });
    if (!settings.stalled().isZero()) {
      stalled(now);
    }
  }

  private String reason(ExpiryClock clock) {
    Duration left = clock.left().orElseThrow();
    Optional<Release> flight = store.inFlight(zone);
    return switch (clock.level()) {
          case EXPIRED ->
              "the first signature of the live zone has expired, validating resolvers take data of"
                  + " it for bogus";
          case CRITICAL, WARN ->
              "the first signature of the live zone expires in "
                  + (left.toHours() > 0 ? left.toHours() + " h" : left.toMinutes() + " min")
                  + ", "
                  + clock.level().word()
                  + " is below "
                  + (clock.level() == ExpiryLevel.WARN ? settings.warn() : settings.critical())
                      .toHours()
                  + " h";
          case NONE, GOOD -> throw new IllegalStateException("there is nothing to say");
        }
        + flight
            .map(r -> "; " + r + " is " + r.state() + ", see zonegate gate status")
            .orElse("; nothing newer is on its way, sign the zone anew and submit it");
  }

  private void stalled(Instant now) {
    Optional<Release> newest = store.newest(zone);
    if (newest.filter(r -> r.submittedAt().plus(settings.stalled()).isBefore(now)).isPresent()) {
      Release last = newest.get();
      once(
          Event.of(
              last,
              now,
              ACTOR,
              STALLED,
              Map.of(
                  "reason",
                  "the last candidate came at "
                      + last.submittedAt()
                      + ", longer ago than "
                      + settings.stalled().toHours()
                      + " h; look whether the zone is still built")));
    }
  }

  private void once(Event event) {
    Long before = said.get(event.kind());
    if (before == null || before != event.release()) {
      store.deliveries().once(event);
      said.put(event.kind(), event.release());
    }
  }
}
