package io.zonegate.verifier.check;

import io.zonegate.verifier.zone.Zone;

/** The zone as it was before signing, if the user gives it. */
public sealed interface UnsignedInput {
  /**
   * It was read.
   *
   * @param zone the unsigned zone
   */
  record Given(Zone zone) implements UnsignedInput {}

  /**
   * It was named and could not be read.
   *
   * @param reason file, line and reason
   */
  record Unreadable(String reason) implements UnsignedInput {}

  /** It was not named. */
  record NotGiven() implements UnsignedInput {}
}
