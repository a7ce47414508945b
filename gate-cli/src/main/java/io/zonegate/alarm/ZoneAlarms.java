package io.zonegate.alarm;

import io.zonegate.policy.Durations;
import io.zonegate.policy.GateSettings;
import io.zonegate.release.ReleaseStore;
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
                  case EXPIRED -> "EXPIRED " + Durations.rough(left.negated()) + " ago";
                  case CRITICAL, WARN -> expiry.level() + ", " + Durations.rough(left) + " left";
                  case NONE, GOOD -> Durations.rough(left) + " left";
                });
  }
}
