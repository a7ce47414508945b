package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Zone;
import java.time.Duration;
import java.time.Instant;

/** SIG-KEY. */
@CheckInfo(
    id = "SIG-KEY",
    title = "Every RRSIG names a published DNSKEY and the zone as its signer",
    group = CheckGroup.SIGNATURES,
    strictness = Strictness.UNUSED_DATA,
    citation =
        "RFC 4034 section 3.1; RFC 4035 section 2.2; RFC 6781 section 4.1.4; .mg 2017, nic.cx 2020",
    examines = "RRSIGs",
    explanation =
        """
        Key tag and algorithm of every RRSIG are those of a DNSKEY in the zone, and its signer's name is \
        the apex. Signatures by a key that is not published verify nowhere. In a conservative algorithm \
        rollover the new signatures come before their DNSKEY and stay behind it (RFC 6781 section 4.1.4): \
        they are let pass, unverified and noted, where the policy's [keys] plan has a key of that tag and \
        algorithm, planned until 30 days ago or later, and no DNSKEY of the algorithm is published.""",
    remedy =
        "Publish the key before it signs, or find out why the signer uses a key that was withdrawn.")
public final class SigKey extends SignatureCheck {
  /**
   * Signatures stay for a TTL or two behind their key; later ones are by a key that was withdrawn.
   */
  private static final Duration AFTERLIFE = Duration.ofDays(30);

  @Override
  void examine(Candidate candidate, Place place, Examination examination) {
    Zone zone = candidate.zone();
    byte status = candidate.signatures().status(place.record());
    if (status == SignatureStatus.NO_KEY && isPlanned(candidate, place)) {
      examination.report(
          Severity.NOTE,
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " is by a planned key that is not published: it was not verified");
    } else if (status == SignatureStatus.NO_KEY) {
      examination.block(
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () -> place.describe(zone) + " names a key that is not in the DNSKEY RRset",
          "keyTag",
          place.rrsig().keyTag(),
          "algorithm",
          place.rrsig().algorithm());
    } else if (status == SignatureStatus.WRONG_SIGNER) {
      examination.block(
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " has the signer "
                  + place.rrsig().signer()
                  + "; it must be "
                  + zone.apexName(),
          "signer",
          place.rrsig().signer());
    }
  }

  /** Validators pass over an algorithm that no DNSKEY has. */
  private static boolean isPlanned(Candidate candidate, Place place) {
    int algorithm = place.rrsig().algorithm();
    int keyTag = place.rrsig().keyTag();
    Instant longAgo = candidate.inputs().now().minus(AFTERLIFE);
    return candidate.inputs().rules().keys().plan().stream()
            .filter(p -> p.until().isEmpty() || p.until().get().isAfter(longAgo))
            .anyMatch(p -> p.ds().keyTag() == keyTag && p.ds().algorithm() == algorithm)
        && candidate.keys().entries().stream()
            .noneMatch(key -> key.dnskey().algorithm() == algorithm);
  }
}
