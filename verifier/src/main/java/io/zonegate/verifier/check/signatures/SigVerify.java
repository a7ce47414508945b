package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;
import java.time.Duration;

/** SIG-VERIFY. */
@CheckInfo(
    id = "SIG-VERIFY",
    title = "Every RRSIG verifies with a DNSKEY of the zone",
    group = CheckGroup.SIGNATURES,
    suppressible = false,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 4035 section 5.3; .de 2026, .se 2022, .fr 2011",
    examines = "RRSIGs",
    explanation =
        """
        Every RRSIG is verified by cryptography, all of them, with every DNSKEY that has its tag and \
        algorithm. In the .de outage of 5 May 2026 three HSMs signed with three different keys under one \
        key tag, and about two thirds of the signatures verified with nothing. The report counts per key \
        tag how many verify: a share near 1/2 or 1/3 points to tokens that hold different keys. RRSIGs \
        that name no DNSKEY or another signer are SIG-KEY's, those that cover nothing SIG-COVERAGE's.""",
    remedy =
        "Run zonegate keys prove: it says which token holds another key. Sign anew; never reuse the bad"
            + " signatures.")
public final class SigVerify extends SignatureCheck {
  @Override
  public Duration preparation(Candidate candidate) {
    return candidate.signatures().duration();
  }

  @Override
  void examine(Candidate candidate, Place place, Examination examination) {
    Zone zone = candidate.zone();
    byte status = candidate.signatures().status(place.record());
    switch (status) {
      case SignatureStatus.VALID,
          SignatureStatus.UNUSABLE_KEY,
          SignatureStatus.NO_KEY,
          SignatureStatus.WRONG_SIGNER,
          SignatureStatus.ORPHAN -> {}
      case SignatureStatus.BOGUS, SignatureStatus.WRONG_LENGTH ->
          examination.block(
              place.owner(),
              place.rrsig().covered(),
              place.record(),
              () -> place.describe(zone) + " does not verify",
              "keyTag",
              place.rrsig().keyTag(),
              "algorithm",
              place.rrsig().algorithm());
      case SignatureStatus.DISPUTED ->
          examination.undecided(
              "two cryptographic providers disagree, the first about "
                  + place.describe(zone)
                  + "; please report this zone");
      case SignatureStatus.UNSUPPORTED ->
          examination.undecided(
              "RRSIGs of key tag "
                  + place.rrsig().keyTag()
                  + " algorithm "
                  + place.rrsig().algorithm()
                  + " cannot be verified by this program"
                  + (candidate.signatures().refusals().isEmpty()
                      ? ""
                      : ": " + candidate.signatures().refusals()));
      default ->
          throw new IllegalStateException("status " + status + " of " + place.describe(zone));
    }
  }
}
