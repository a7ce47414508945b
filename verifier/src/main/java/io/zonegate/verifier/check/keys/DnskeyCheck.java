package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;

/** A check of the DNSKEY RRset. */
abstract class DnskeyCheck extends ApexCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.keys().entries().isEmpty()
        ? Applicability.no("the zone has no DNSKEY; see ZONE-SIGNED")
        : Applicability.YES;
  }
}
