package io.zonegate.tokens;

import io.zonegate.hsm.ceremony.CeremonyException;
import io.zonegate.signer.sign.AdvanceSignatures;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** TOKEN-KSK-BUNDLES: what offline KSKs signed in advance. */
public final class AdvanceCheck {
  static final CheckDescription DESCRIPTION =
      new CheckDescription(
          "TOKEN-KSK-BUNDLES",
          "Signatures that offline KSKs made in advance are there, and last",
          CheckGroup.TOKENS,
          Severity.WARN,
          true,
          Strictness.NOT_THE_ZONE,
          "ceremonies of the root's KSK",
          "signatures",
          "Where KSKs are kept offline, the RRSIGs over DNSKEY, CDS and CDNSKEY come from a ceremony."
              + " Each is verified in software over the zone's own data. Signing ends without output if"
              + " none was made for this time and just these RRsets, if one was altered, or if too little"
              + " of its life is left; and it warns in good time before they run out ([ceremony]"
              + " warn-before).",
          "Hold a ceremony: zonegate keys request, keys sign-request, keys import-response.");

  private AdvanceCheck() {}

  static CheckResult result(SigningReport report, Selection selection, Duration warnBefore) {
    if (report.inAdvance().isEmpty()) {
      return CheckResult.notApplicable(DESCRIPTION, "no KSK signed in advance");
    }
    AdvanceSignatures signatures = report.inAdvance().get();
    Severity severity =
        selection.severities().getOrDefault(DESCRIPTION.id(), DESCRIPTION.severity());
    String until = signatures.usableUntil().toString();
    List<Finding> findings =
        report.at().plus(warnBefore).isAfter(signatures.usableUntil())
            ? List.of(
                TokenChecks.finding(
                    DESCRIPTION,
                    severity,
                    Map.of("until", until),
                    "KSK signatures for the zone's keys are there until "
                        + until
                        + "; after that nothing can be signed. Hold a ceremony before"))
            : List.of();
    return TokenChecks.found(DESCRIPTION, severity, signatures.rrsigs(), findings);
  }

  /** The verdict where signatures in advance are missing or do not fit. */
  public static Verdict verdict(CeremonyException failure, String zone, String source, Instant at) {
    return Verdict.of(
        Subject.unread(zone, source),
        at,
        List.of(CheckResult.undecided(DESCRIPTION, failure.getMessage())),
        List.of(),
        Map.of(),
        Duration.ZERO);
  }
}
