package io.zonegate.testzones.fault;

import java.time.Instant;

/**
 * A zone of the past that the judge's history tells of.
 *
 * @param served whether it was seen served; else it was released
 * @param at when
 * @param zone the zone as a master file
 * @param parentDs the parent's DS records then as a master file; {@link #NO_DS} if it had none,
 *     empty if nobody looked
 */
public record PastEvent(boolean served, Instant at, String zone, String parentDs) {
  /** The parent was seen to have no DS. */
  public static final String NO_DS = "; no DS\n";
}
