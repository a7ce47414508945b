package io.zonegate.verifier.check;

import io.zonegate.verifier.check.history.Past;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.drill.Drill;
import io.zonegate.verifier.zone.Zone;

/**
 * The inputs of a judgement and the facts that several checks rest on, found once.
 *
 * @param inputs what was given
 * @param keys the DNSKEYs of the apex
 * @param signatures what the sweep found out about each RRSIG
 * @param denial the chains of denial
 * @param drill the questions of the proof drill, not yet asked
 * @param past what caches may still hold of earlier zones
 */
public record Candidate(
    Inputs inputs,
    KeyRing keys,
    SignatureLedger signatures,
    DenialFacts denial,
    Drill drill,
    Past past) {
  /** The zone under judgement. */
  public Zone zone() {
    return inputs.zone();
  }

  /** The clock in seconds since 1970, cut to 32 bits for serial number arithmetic (RFC 1982). */
  public int nowSeconds() {
    return (int) inputs.now().getEpochSecond();
  }

  /** Whether the zone has DNSKEYs and RRSIGs at all; ZONE-SIGNED judges if it has not. */
  public boolean isSigned() {
    return !keys.entries().isEmpty() && !signatures.counts().isEmpty();
  }

  /** For checks that have nothing to look at in an unsigned zone. */
  public Applicability ifSigned() {
    return isSigned()
        ? Applicability.YES
        : Applicability.no("the zone is not signed; see ZONE-SIGNED");
  }
}
