package io.zonegate.rollover;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long everything takes that a rollover waits for.
 *
 * @param values every delay, none negative
 */
public record Timings(Map<Delay, Duration> values) {
  /** Refuses a delay that is missing or negative. */
  public Timings {
    EnumMap<Delay, Duration> copy = new EnumMap<>(values);
    for (Delay delay : Delay.values()) {
      Duration value = copy.get(delay);
      if (value == null || value.isNegative()) {
        throw new IllegalArgumentException(delay.word() + " is " + value);
      }
    }
    values = Collections.unmodifiableMap(copy);
  }

  /** A delay. */
  public Duration of(Delay delay) {
    return values.get(delay);
  }

  /** The same with another value for one delay. */
  public Timings with(Delay delay, Duration value) {
    EnumMap<Delay, Duration> copy = new EnumMap<>(values);
    copy.put(delay, value);
    return new Timings(copy);
  }
}
