package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;

/** SIG-INCEPTION. */
@CheckInfo(
    id = "SIG-INCEPTION",
    title = "Every RRSIG has begun to be valid and ends after it begins",
    group = CheckGroup.SIGNATURES,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 4034 section 3.1.5; RFC 4035 section 5.3.1; lequipe.fr 2021",
    examines = "RRSIGs",
    explanation =
        """
        The inception of every RRSIG is at least inception-skew past, and its expiration lies after its \
        inception, in serial number arithmetic (RFC 1982), so that the year 2106 is no special case.""",
    remedy = "Compare the signer's clock with this machine's; wait, or sign anew.")
public final class SigInception extends SignatureCheck {
  @Override
  void examine(Candidate candidate, Place place, Examination examination) {
    Zone zone = candidate.zone();
    int inception = place.rrsig().inception();
    int expiration = place.rrsig().expiration();
    int skew = (int) candidate.inputs().limits().inceptionSkew().toSeconds();
    if (inception - (candidate.nowSeconds() - skew) > 0) {
      examination.block(
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " begins to be valid at "
                  + SerialTime.present(candidate, inception)
                  + ", "
                  + (inception - candidate.nowSeconds() > 0
                      ? SerialTime.span(inception - candidate.nowSeconds()) + " from now"
                      : "less than the inception-skew of " + skew + " s ago"),
          "inception",
          SerialTime.present(candidate, inception));
    }
    if (expiration - inception <= 0) {
      examination.block(
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " expires at "
                  + SerialTime.present(candidate, expiration)
                  + ", not after its inception "
                  + SerialTime.present(candidate, inception));
    }
  }
}
