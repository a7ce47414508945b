package io.zonegate.verifier.check.denial;

/**
 * What the policy asks of the denial of existence. Every default has its reason in the example
 * policy.
 *
 * @param drillNames names of each kind that PROOF-DRILL asks for, 0 to {@link #MOST_DRILL_NAMES}; 0
 *     for no drill
 * @param changeAllowed whether kind, parameters and opt-out may differ from the previous zone's
 */
public record DenialRules(int drillNames, boolean changeAllowed) {
  /** The drill is a sample; more than this is no sample and takes long. */
  public static final int MOST_DRILL_NAMES = 10_000;

  /** What holds where the policy says nothing. */
  public static final DenialRules DEFAULT = new DenialRules(16, false);

  /** Refuses numbers out of range. */
  public DenialRules {
    if (drillNames < 0 || drillNames > MOST_DRILL_NAMES) {
      throw new IllegalArgumentException(drillNames + " drill names");
    }
  }
}
