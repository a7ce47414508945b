package io.zonegate.verifier.check.content;

import java.util.List;
import java.util.Objects;

/**
 * What the policy asks of the content of the zone. Every default has its reason in the example
 * policy.
 *
 * @param apex what NS and SOA of the apex must say
 * @param canaries names that must be there
 * @param delta how much may change from the previous zone
 * @param misnamedPerMille more misnamed delegations than this, in per mille of all, block (0 to
 *     1000)
 * @param zonemd how ZONEMD records are looked at
 */
public record ContentRules(
    ApexPins apex,
    List<Canary> canaries,
    DeltaLimits delta,
    int misnamedPerMille,
    ZonemdRules zonemd) {
  /** What holds where the policy says nothing. */
  public static final ContentRules DEFAULT =
      new ContentRules(ApexPins.NONE, List.of(), DeltaLimits.NONE, 500, ZonemdRules.DEFAULT);

  /** Refuses values out of range. */
  public ContentRules {
    Objects.requireNonNull(apex);
    Objects.requireNonNull(delta);
    Objects.requireNonNull(zonemd);
    canaries = List.copyOf(canaries);
    if (misnamedPerMille < 0 || misnamedPerMille > 1000) {
      throw new IllegalArgumentException("misnamed delegations: " + misnamedPerMille + " of 1000");
    }
  }
}
