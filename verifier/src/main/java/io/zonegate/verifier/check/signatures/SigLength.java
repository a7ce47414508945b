package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.zone.Zone;

/** SIG-LENGTH. */
@CheckInfo(
    id = "SIG-LENGTH",
    title = "Every signature has exactly the length of its algorithm and key",
    group = CheckGroup.SIGNATURES,
    citation = "RFC 6605 section 4; RFC 8080 section 4; RFC 3110 section 3; yoctodns.com 2026",
    examines = "RRSIGs",
    explanation =
        """
        64 octets for P-256 and Ed25519, 96 for P-384, 114 for Ed448, the length of the modulus for RSA. \
        A signer that drops leading zeros makes about one signature in 128 too short; some validators \
        take such a signature, others do not. RRSIGs of unpublished keys are SIG-KEY's.""",
    remedy =
        "The signer pads numbers wrongly: report it to its maker, sign the RRsets named here again.")
public final class SigLength extends SignatureCheck {
  @Override
  void examine(Candidate candidate, Place place, Examination examination) {
    Zone zone = candidate.zone();
    int actual = place.rrsig().signatureLength();
    for (KeyRing.Entry key :
        candidate.keys().find(place.rrsig().keyTag(), place.rrsig().algorithm())) {
      if (key.form() == null || key.form().signatureLength() == actual) {
        return;
      }
    }
    candidate.keys().find(place.rrsig().keyTag(), place.rrsig().algorithm()).stream()
        .findFirst()
        .ifPresent(
            key ->
                examination.block(
                    place.owner(),
                    place.rrsig().covered(),
                    place.record(),
                    () ->
                        place.describe(zone)
                            + " has a signature of "
                            + actual
                            + " octets; it must have "
                            + key.form().signatureLength(),
                    "octets",
                    actual,
                    "expected",
                    key.form().signatureLength()));
  }
}
