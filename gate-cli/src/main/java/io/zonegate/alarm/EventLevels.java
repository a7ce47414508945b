package io.zonegate.alarm;

import io.zonegate.policy.AlarmLevel;
import java.util.Map;
import java.util.Optional;

/** How urgent the events of the log are. */
public final class EventLevels {
  /** Only what is out of the ordinary; all else is information. */
  private static final Map<String, AlarmLevel> BY_KIND =
      Map.ofEntries(
          // The zone that customers changed does not go out.
          Map.entry("blocked", AlarmLevel.CRITICAL),
          Map.entry("undecided", AlarmLevel.CRITICAL),
          Map.entry("held", AlarmLevel.CRITICAL),
          Map.entry(ExpiryLevel.EXPIRED.event().orElseThrow(), AlarmLevel.CRITICAL),
          Map.entry(ExpiryLevel.CRITICAL.event().orElseThrow(), AlarmLevel.CRITICAL),
          Map.entry(ExpiryLevel.WARN.event().orElseThrow(), AlarmLevel.WARN),
          Map.entry(ZoneWatch.STALLED, AlarmLevel.WARN),
          // Whoever hears of it hears of it by another way.
          Map.entry(Channel.FAILING, AlarmLevel.CRITICAL),
          // Somebody took a decision out of the gate's hands.
          Map.entry("promoted", AlarmLevel.WARN),
          Map.entry("override-asked", AlarmLevel.WARN),
          Map.entry("override-confirmed", AlarmLevel.WARN),
          Map.entry("rollback", AlarmLevel.WARN),
          Map.entry("rolled-back", AlarmLevel.WARN),
          // The day that somebody wants to roll back is too late to hear of it.
          Map.entry("no-way-back", AlarmLevel.WARN),
          Map.entry("frozen", AlarmLevel.WARN),
          Map.entry("abandoned", AlarmLevel.WARN));

  private EventLevels() {}

  /** The level of events of a kind. */
  public static AlarmLevel of(String kind) {
    return Optional.ofNullable(BY_KIND.get(kind)).orElse(AlarmLevel.INFO);
  }
}
