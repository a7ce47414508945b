package io.zonegate.verifier.check;

import io.zonegate.verifier.zone.Zone;

/** A zone that the candidate is held against: its unsigned input, or the one released before. */
public sealed interface ReferenceZone {
  /**
   * It was read.
   *
   * @param zone the zone
   */
  record Given(Zone zone) implements ReferenceZone {}

  /**
   * It was named and could not be read.
   *
   * @param reason file, line and reason
   */
  record Unreadable(String reason) implements ReferenceZone {}

  /** It was not named. */
  record NotGiven() implements ReferenceZone {}
}
