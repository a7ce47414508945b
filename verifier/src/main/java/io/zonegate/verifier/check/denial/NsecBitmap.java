package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** NSEC-BITMAP. */
@CheckInfo(
    id = "NSEC-BITMAP",
    title = "Every NSEC lists exactly the types of its name",
    group = CheckGroup.DENIAL,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 4034 section 4.1.2; slack.com 2021",
    examines = "NSEC records",
    explanation =
        """
        The type bit map names the types that the owner has, NSEC and RRSIG among them; at a delegation \
        NS, DS where there is one, NSEC and RRSIG. A type left out is denied by the zone's own signature, \
        as slack.com's addresses were in 2021; a DS left out turns a secure delegation insecure.""",
    remedy = "Have the signer build the NSEC records anew.")
public final class NsecBitmap implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.isSigned() && !candidate.denial().hasNsec()) {
      return Applicability.no("the zone has no NSEC record");
    }
    return candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    ExpectedTypes expected = new ExpectedTypes(zone);
    for (int o = range.first(); o < range.end(); o++) {
      int rrset = zone.findRrset(o, RecordType.NSEC);
      if (rrset < 0) {
        continue;
      }
      expected.ofNsec(o);
      for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
        examination.examined(1);
        byte[] rdata = zone.rdataArray(r);
        int start = zone.rdataOffset(r) + NameKey.wireLength(rdata, zone.rdataOffset(r));
        int end = zone.rdataOffset(r) + zone.rdataLength(r);
        if (!expected.equal(rdata, start, end) && zone.structure().isInTree(o)) {
          int owner = o;
          examination.block(
              o,
              RecordType.NSEC,
              r,
              () ->
                  "type bit map of the NSEC of "
                      + zone.ownerName(owner)
                      + " "
                      + expected.difference(rdata, start, end));
        }
      }
    }
  }
}
