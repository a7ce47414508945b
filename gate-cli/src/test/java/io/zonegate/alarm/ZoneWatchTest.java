package io.zonegate.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.policy.ExpirySettings;
import io.zonegate.release.ReleaseState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zones for which nothing happens. */
class ZoneWatchTest {
  private static final Instant EXPIRES = WatchedZone.START.plus(Duration.ofDays(10));

  @TempDir Path folder;
  private WatchedZone zone;
  private ZoneWatch watch;

  @BeforeEach
  void open() {
    zone = new WatchedZone(folder);
    begin(Duration.ZERO);
  }

  @AfterEach
  void close() {
    zone.close();
  }

  private void begin(Duration stalled) {
    watch =
        new ZoneWatch(
            WatchedZone.ZONE,
            new ExpirySettings(Duration.ofDays(7), Duration.ofDays(2), stalled),
            zone.store);
  }

  private void lookEveryHourFor(Duration time) {
    for (long hour = 0; hour < time.toHours(); hour++) {
      zone.pass(Duration.ofHours(1));
      watch.look(zone.now);
    }
  }

  @Test
  void eachLevelIsSaidOnceAReleaseWhateverIsRestarted() throws Exception {
    zone.live(1, EXPIRES);
    for (int day = 0; day < 12; day++) {
      lookEveryHourFor(Duration.ofDays(1));
      zone.restart();
      begin(Duration.ZERO);
    }
    assertThat(zone.kinds())
        .containsExactly("submitted", "live", "expiry-warn", "expiry-critical", "expired");
    assertThat(zone.store.eventsAfter(0).get(2).event().details().get("reason"))
        .contains("expires in 167 h", "warn is below 168 h", "sign the zone anew");
    zone.live(2, zone.now.plus(Duration.ofDays(1)));
    watch.look(zone.now);
    // The first look at it found it critical: it has never been in the level before.
    assertThat(zone.kinds().subList(5, 8)).containsExactly("submitted", "live", "expiry-critical");
  }

  @Test
  void aZoneThatIsReleasedInTimeIsNoAlarm() throws Exception {
    for (int day = 1; day < 20; day++) {
      zone.live(day, zone.now.plus(Duration.ofDays(9)));
      lookEveryHourFor(Duration.ofDays(1));
    }
    assertThat(zone.kinds()).containsOnly("submitted", "live");
  }

  @Test
  void theAlarmSaysWhatIsOnItsWay() throws Exception {
    zone.live(1, EXPIRES);
    zone.put(WatchedZone.ZONE, 2, EXPIRES, ReleaseState.HELD);
    zone.now = EXPIRES.minus(Duration.ofHours(1));
    watch.look(zone.now);
    assertThat(zone.store.eventsAfter(4).get(0).event().details().get("reason"))
        .contains("expires in 1 h", "(serial 2) is HELD, see zonegate gate status");
  }

  @Test
  void aZoneWithoutNewCandidatesIsSaidOnce() throws Exception {
    begin(Duration.ofDays(1));
    watch.look(zone.now);
    zone.live(1, EXPIRES.plus(Duration.ofDays(30)));
    lookEveryHourFor(Duration.ofDays(2));
    zone.restart();
    begin(Duration.ofDays(1));
    lookEveryHourFor(Duration.ofHours(2));
    assertThat(zone.kinds()).containsExactly("submitted", "live", "stalled");
    zone.put(WatchedZone.ZONE, 2, EXPIRES, ReleaseState.BLOCKED);
    lookEveryHourFor(Duration.ofHours(30));
    assertThat(zone.kinds()).endsWith("submitted", "blocked", "stalled");
  }

  @ParameterizedTest
  @CsvSource({
    "P7D, GOOD",
    "P6DT23H59M59S, WARN",
    "P2D, WARN",
    "PT47H59M59S, CRITICAL",
    "PT1S, CRITICAL",
    "PT0S, EXPIRED",
    "PT-1S, EXPIRED"
  })
  void levelsHaveTheirLimits(Duration left, ExpiryLevel level) throws Exception {
    zone.live(1, EXPIRES);
    ExpirySettings settings =
        new ExpirySettings(Duration.ofDays(7), Duration.ofDays(2), Duration.ZERO);
    ExpiryClock clock =
        ExpiryClock.of(zone.store.live(WatchedZone.ZONE), settings, EXPIRES.minus(left));
    assertThat(clock.level()).isEqualTo(level);
    assertThat(clock.left()).contains(left);
  }
}
