package io.zonegate.alarm;

import io.zonegate.policy.GateSettings;
import io.zonegate.release.ReleaseStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is to be alarmed at in a zone for which nothing happens.
 *
 * @param expiry how long the live zone will do
 * @param receivers whether people would hear of it
 */
public record ZoneAlarms(ExpiryClock expiry, List<ReceiverState> receivers) {
  /** Copies the list. */
  public ZoneAlarms {
    receivers = List.copyOf(receivers);
  }

  /** As it is now. */
  public static ZoneAlarms of(String zone, GateSettings settings, ReleaseStore store, Instant now) {
    return new ZoneAlarms(
        ExpiryClock.of(store.live(zone), settings.upkeep().expiry(), now),
        ReceiverState.of(zone, settings, store, now));
  }

  /** One line on the live zone; empty if nothing of it expires. */
  public Optional<String> expiryLine() {
    return expiry
        .left()
        .map(
            left ->
                switch (expiry.level()) {
                  case EXPIRED -> "EXPIRED " + time(left.negated()) + " ago";
                  case CRITICAL, WARN -> expiry.level() + ", " + time(left) + " left";
                  case NONE, GOOD -> time(left) + " left";
                });
  }

  /** A duration in its largest unit, for people. */
  public static String time(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200
        ? seconds / 60 + " min"
        : seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
  }
}
