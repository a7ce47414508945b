package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zonemd.ZonemdVerification;

/** ZONEMD-INPUT. */
@CheckInfo(
    id = "ZONEMD-INPUT",
    title = "The ZONEMD record of the unsigned input is its digest",
    group = CheckGroup.CONTENT,
    strictness = Strictness.CONTENT,
    citation = "RFC 8976 section 4; content.unsigned-zonemd of the policy",
    examines = "ZONEMD records",
    explanation =
        """
        A registry may put a ZONEMD record into the zone that its database exports, so that the signer can \
        tell a whole export from one that was cut or changed on its way. The policy's \
        content.unsigned-zonemd says whether it is looked at, and whether it must be there. One record at \
        least must fit, as for ZONEMD.""",
    remedy =
        "Do not sign this input. Export it anew; look at the way from the database to the signer.")
public final class ZonemdInput extends ApexCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    ZonemdRules.Demand demand = candidate.inputs().rules().content().zonemd().unsigned();
    if (demand == ZonemdRules.Demand.IGNORE) {
      return Applicability.no("the policy has content.unsigned-zonemd = \"ignore\"");
    }
    ReferenceZone unsigned = candidate.inputs().unsigned();
    if (unsigned instanceof ReferenceZone.Given given) {
      boolean absent = given.zone().findRrset(0, RecordType.ZONEMD) < 0;
      return absent && demand == ZonemdRules.Demand.IF_PRESENT
          ? Applicability.no("the unsigned input has no ZONEMD record")
          : Applicability.YES;
    }
    if (unsigned instanceof ReferenceZone.Unreadable unreadable) {
      return Applicability.undecided("the unsigned input cannot be read: " + unreadable.reason());
    }
    return demand == ZonemdRules.Demand.IF_PRESENT
        ? Applicability.no("no unsigned input was given (--unsigned)")
        : Applicability.undecided(
            "the policy demands a ZONEMD of the unsigned input, which was not given (--unsigned)");
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Zone unsigned = ((ReferenceZone.Given) candidate.inputs().unsigned()).zone();
    ZonemdVerification verification = ZonemdVerification.of(unsigned);
    examination.examined(verification.records().size());
    if (verification.records().isEmpty()) {
      examination.block(
          -1,
          RecordType.ZONEMD,
          -1,
          () ->
              unsigned.source()
                  + " has no ZONEMD record, and the policy demands one (content.unsigned-zonemd)");
    } else if (verification.succeeds()) {
      return;
    } else if (verification.isOpen()) {
      examination.undecided(
          "no ZONEMD record of the unsigned input has a scheme and a hash algorithm that are known");
    } else {
      for (ZonemdVerification.Answer answer : verification.records()) {
        examination.block(
            -1,
            RecordType.ZONEMD,
            -1,
            () -> unsigned.position(answer.record()) + ": " + answer.text());
      }
    }
  }
}
