package io.zonegate.verifier.check.content;

import java.util.Objects;

/**
 * What the policy asks of ZONEMD records.
 *
 * @param candidate of the candidate
 * @param unsigned of the unsigned input
 */
public record ZonemdRules(Demand candidate, Demand unsigned) {
  /** How much is asked. */
  public enum Demand {
    /** Nothing. */
    IGNORE,
    /** They must be right where there are any. */
    IF_PRESENT,
    /** There must be one, and it must be right. */
    REQUIRED
  }

  /** ZONEMD is optional for a zone (RFC 8976 section 1), and a signer's input seldom has it. */
  public static final ZonemdRules DEFAULT = new ZonemdRules(Demand.IF_PRESENT, Demand.IGNORE);

  /** Refuses missing values. */
  public ZonemdRules {
    Objects.requireNonNull(candidate);
    Objects.requireNonNull(unsigned);
  }
}
