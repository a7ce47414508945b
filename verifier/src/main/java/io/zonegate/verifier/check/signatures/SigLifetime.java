package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;

/** SIG-LIFETIME. */
@CheckInfo(
    id = "SIG-LIFETIME",
    title = "No RRSIG is valid for very long",
    group = CheckGroup.SIGNATURES,
    severity = Severity.WARN,
    strictness = Strictness.LATER,
    citation = "RFC 6781 section 4.4.2; Zonemaster DNSSEC04",
    examines = "RRSIGs",
    explanation =
        """
        From inception to expiration no RRSIG is valid for longer than the policy's longest-validity. \
        Until it expires, whoever kept an old answer can play it back, withdrawn DS records and addresses \
        included.""",
    remedy = "Sign for a shorter time: one to four weeks are usual for a TLD.")
public final class SigLifetime extends SignatureCheck {
  @Override
  void examine(Candidate candidate, Place place, Examination examination) {
    Zone zone = candidate.zone();
    long limit = candidate.inputs().rules().signatures().longestValidity().toSeconds();
    // Serial number arithmetic (RFC 1982); what is negative then is SIG-INCEPTION's.
    int validity = place.rrsig().expiration() - place.rrsig().inception();
    if (validity > limit) {
      examination.report(
          Severity.WARN,
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " is valid for "
                  + SerialTime.span(validity)
                  + ", limit "
                  + SerialTime.span(limit),
          "validitySeconds",
          validity,
          "limitSeconds",
          limit);
    }
  }
}
