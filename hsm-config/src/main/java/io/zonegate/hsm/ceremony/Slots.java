package io.zonegate.hsm.ceremony;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Slots that follow each other. */
public final class Slots {

  /** A year of hourly bundles would be a mistake; a quarter of daily ones has 92. */
  static final int MOST = 1000;

  private Slots() {}

  /**
   * Cuts a period into slots that overlap, so that at every time in it one has begun and has enough
   * of its life left.
   *
   * @param validity from a slot's turn to its expiration
   * @param offset how long before its turn a slot begins
   * @param every from one turn to the next
   * @param leastLife how much of its life a slot must have left to be used
   * @throws IllegalArgumentException when the period is empty, the slots leave gaps, or are more
   *     than 1000
   */
  public static List<Slot> over(
      Instant from,
      Instant until,
      Duration validity,
      Duration offset,
      Duration every,
      Duration leastLife) {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "the period from " + from + " until " + until + " is empty; give a later end");
    }
    Duration most = validity.minus(leastLife);
    if (every.isZero() || every.isNegative() || every.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "a bundle every "
              + every
              + " leaves gaps: each is valid for "
              + validity
              + " and is used until "
              + leastLife
              + " before its end; the most is "
              + most);
    }
    if (Duration.between(from, until).dividedBy(every) >= MOST) {
      throw new IllegalArgumentException(
          "the period has more than " + MOST + " bundles; shorten it, or make them less often");
    }
    List<Slot> slots = new ArrayList<>();
    for (Instant turn = from; turn.isBefore(until); turn = turn.plus(every)) {
      slots.add(new Slot(turn.minus(offset), turn.plus(validity)));
    }
    return List.copyOf(slots);
  }

  /**
   * Until when one of the slots can be used at every time, beginning now.
   *
   * @param leastLife how much of its life a slot must have left to be used
   * @return empty if none can be used now
   */
  static Optional<Instant> usableUntil(List<Slot> slots, Instant now, Duration leastLife) {
    Instant end = now;
    for (Slot slot : slots.stream().sorted(Comparator.comparing(Slot::inception)).toList()) {
      Instant last = slot.usableUntil(leastLife);
      if (!slot.inception().isAfter(end) && last.isAfter(end)) {
        end = last;
      }
    }
    return end.equals(now) ? Optional.empty() : Optional.of(end);
  }

  /**
   * The first time in a period at which no slot can be used; empty if there is none.
   *
   * @param leastLife how much of its life a slot must have left to be used
   */
  static Optional<Instant> firstGap(
      List<Slot> slots, Instant from, Instant until, Duration leastLife) {
    Instant end = usableUntil(slots, from, leastLife).orElse(from);
    return end.isBefore(until) ? Optional.of(end) : Optional.empty();
  }
}
