package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.Zone;

/** SIG-LABELS. */
@CheckInfo(
    id = "SIG-LABELS",
    title = "The labels field of every RRSIG counts the labels of its owner",
    group = CheckGroup.SIGNATURES,
    citation = "RFC 4034 section 3.1.3; dnspython pull request 946",
    examines = "RRSIGs",
    explanation =
        """
        The labels field is the number of labels of the owner, the root and a leading asterisk not \
        counted. A lower number makes a validator take the record for the expansion of a wildcard that \
        the zone does not have; a higher one makes it refuse the record.""",
    remedy = "The signer counts labels wrongly, most often at wildcards: report it to its maker.")
public final class SigLabels extends SignatureCheck {
  @Override
  void examine(Candidate candidate, Place place, Examination examination) {
    Zone zone = candidate.zone();
    byte[] key = zone.keyArray(place.owner());
    int at = zone.keyOffset(place.owner());
    int length = zone.keyLength(place.owner());
    int labels = NameKey.labels(key, at, length) - (NameKey.isWildcard(key, at, length) ? 1 : 0);
    if (place.rrsig().labels() != labels) {
      examination.block(
          place.owner(),
          place.rrsig().covered(),
          place.record(),
          () ->
              place.describe(zone)
                  + " has "
                  + place.rrsig().labels()
                  + " in its labels field; the owner has "
                  + labels,
          "labels",
          place.rrsig().labels(),
          "expected",
          labels);
    }
  }
}
