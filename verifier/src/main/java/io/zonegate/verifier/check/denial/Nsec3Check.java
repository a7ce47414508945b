package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;

/** A check of NSEC3 records that servers use. */
abstract class Nsec3Check implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.isSigned() && !candidate.denial().hasNsec3()) {
      return Applicability.no("the zone has no NSEC3 or NSEC3PARAM record");
    }
    if (candidate.isSigned() && !candidate.denial().isByNsec3()) {
      return Applicability.no(
          "the zone's denial is by NSEC, and no NSEC3PARAM announces its NSEC3 records");
    }
    return candidate.ifSigned();
  }
}
