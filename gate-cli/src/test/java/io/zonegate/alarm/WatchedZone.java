package io.zonegate.alarm;

import io.zonegate.policy.AlarmLevel;
import io.zonegate.policy.AlarmSettings;
import io.zonegate.policy.ExpirySettings;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.MetricsSettings;
import io.zonegate.policy.ReceiverSettings;
import io.zonegate.policy.RetentionSettings;
import io.zonegate.policy.SupersedeRule;
import io.zonegate.policy.UpkeepSettings;
import io.zonegate.policy.WaySettings;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.ZoneFacts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A gate's database with releases as a test wants them, and a clock that stands still. */
public final class WatchedZone implements AutoCloseable {
  public static final String ZONE = "zone.example.";
  public static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  public final Path folder;
  public ReleaseStore store;
  public Instant now = START;

  /** Opens a new database. */
  public WatchedZone(Path folder) {
    this.folder = folder;
    this.store = ReleaseStore.open(folder);
  }

  /** As after a crash or an end: nothing but files is left. */
  public void restart() {
    store.close();
    store = ReleaseStore.open(folder);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Makes a release live whose first signature expires then; the one before it is retired. */
  public Release live(long serial, Instant expires) throws Exception {
    return put(ZONE, serial, expires, ReleaseState.LIVE);
  }

  public Release put(String zone, long serial, Instant expires, ReleaseState state)
      throws Exception {
    Optional<Release> before =
        state == ReleaseState.LIVE ? store.live(zone) : Optional.<Release>empty();
    if (before.isPresent()) {
      Release old = before.get();
      store.save(
          List.of(old.at(old.standing().to(ReleaseState.RETIRED, now, "a newer one"))), List.of());
    }
    Release release =
        store.submit(zone, "%064x".formatted(zone.hashCode() + serial), 7, "somebody", now);
    ZoneFacts facts = new ZoneFacts(serial, "00", List.of(), Optional.of(expires), "");
    store.save(
        release.with(facts).at(release.standing().to(state, now, "")),
        Event.of(release, now, "gate", state.name().toLowerCase(java.util.Locale.ROOT), Map.of()));
    return store.release(release.id()).orElseThrow();
  }

  /** Puts an event into the log. */
  public String say(String zone, String kind) {
    return store
        .deliveries()
        .append(new Event(now, zone, 0, "somebody", kind, Map.of("reason", "a test")))
        .digest();
  }

  public List<String> kinds() {
    return store.eventsAfter(0).stream().map(e -> e.event().kind()).toList();
  }

  /** A receiver by HTTP. */
  public static ReceiverSettings webhook(String name, URI url) {
    return receiver(name, Optional.of(url), Optional.empty(), List.of());
  }

  /** A receiver by any way. */
  public static ReceiverSettings receiver(
      String name, Optional<URI> url, Optional<Path> headers, List<String> command) {
    return new ReceiverSettings(
        name,
        url,
        Optional.empty(),
        headers,
        command,
        AlarmLevel.WARN,
        Set.of("live"),
        Duration.ofSeconds(1));
  }

  /** Settings without stages. */
  public GateSettings settings(Duration selfTest, ReceiverSettings... receivers) {
    return new GateSettings(
        folder,
        Optional.empty(),
        SupersedeRule.UNPUBLISHED,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        WaySettings.DEFAULT,
        List.of(),
        new UpkeepSettings(
            new ExpirySettings(Duration.ofDays(7), Duration.ofDays(2), Duration.ofDays(1)),
            new AlarmSettings(selfTest, Optional.empty(), Duration.ofMinutes(5)),
            List.of(receivers),
            MetricsSettings.NONE,
            RetentionSettings.DEFAULT));
  }

  @Override
  public void close() {
    store.close();
  }
}
