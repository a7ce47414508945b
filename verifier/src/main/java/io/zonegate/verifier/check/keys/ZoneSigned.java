package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.zone.RecordType;

/** ZONE-SIGNED. */
@CheckInfo(
    id = "ZONE-SIGNED",
    title = "The zone is signed",
    group = CheckGroup.KEYS,
    suppressible = false,
    citation = "RFC 4035 section 2; .na 2019 and 2022, hbonow.com 2015",
    examines = "apexes",
    explanation =
        """
        The apex has a DNSKEY RRset and the zone has RRSIGs. While the parent publishes a DS record, or \
        caches may hold one, an unsigned zone is unreachable for every validating resolver. Where the \
        parent's servers prove that there is none (--parent-ds-from), and the history knows since when, \
        an unsigned zone is warned of, and ROLL-UNSIGN judges what caches may hold.""",
    remedy = "Find out why the signer handed on an unsigned zone. Do not publish it.")
public final class ZoneSigned extends ApexCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    examination.examined(1);
    if (candidate.inputs().parent() instanceof ParentTrust.Insecure
        && candidate.keys().entries().isEmpty()
        && candidate.signatures().counts().isEmpty()) {
      unsigned(candidate, examination);
      return;
    }
    if (candidate.keys().entries().isEmpty()) {
      examination.block(0, RecordType.DNSKEY, -1, () -> "the zone has no DNSKEY RRset at its apex");
    }
    if (candidate.signatures().counts().isEmpty()) {
      examination.block(0, RecordType.RRSIG, -1, () -> "the zone has no RRSIG record at all");
    }
  }

  /** A zone without any signature, under a parent that proves to have no DS. */
  private static void unsigned(Candidate candidate, Examination examination) {
    if (!candidate.past().knowsParent()) {
      examination.undecided(
          "the zone is not signed, and the parent has no DS; whether caches still hold one is not"
              + " known: give --history with what was seen at the parent (zonegate history record"
              + " --served --no-ds)");
      return;
    }
    examination.report(
        Severity.WARN,
        0,
        RecordType.DNSKEY,
        -1,
        () -> "the zone is not signed; the parent has no DS for it");
  }
}
