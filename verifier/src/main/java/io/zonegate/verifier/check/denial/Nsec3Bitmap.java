package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** NSEC3-BITMAP. */
@CheckInfo(
    id = "NSEC3-BITMAP",
    title = "Every NSEC3 lists exactly the types of the name it stands for",
    group = CheckGroup.DENIAL,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 5155 sections 3.1.8 and 7.1",
    examines = "NSEC3 records",
    explanation =
        """
        The type bit map names the types of the original name, RRSIG among them unless it is an insecure \
        delegation; at a delegation NS, and DS where there is one; at an empty non-terminal nothing. A \
        type left out is denied by the zone's own signature.""",
    remedy = "Have the signer build the NSEC3 records anew.")
public final class Nsec3Bitmap extends Nsec3Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    Structure structure = zone.structure();
    ExpectedTypes expected = new ExpectedTypes(zone);
    for (DenialFacts.Matches matches : candidate.denial().matches()) {
      for (int o = range.first(); o < range.end(); o++) {
        if (structure.isInTree(o) && matches.ofOwner(o) >= 0) {
          if (!isRightBesideNsec(zone, matches.chain(), matches.ofOwner(o), expected, o)) {
            expected.ofNsec3(o);
          }
          judge(
              matches.chain(),
              matches.ofOwner(o),
              expected,
              o,
              zone.keyLength(o),
              zone,
              examination);
        }
      }
      int end = structure.firstEmpty(range.end());
      for (int e = structure.firstEmpty(range.first()); e < end; e++) {
        if (matches.ofEmpty(e) >= 0) {
          expected.ofNothing();
          judge(
              matches.chain(),
              matches.ofEmpty(e),
              expected,
              structure.emptyOwner(e),
              structure.emptyKeyLength(e),
              zone,
              examination);
        }
      }
    }
    if (range.hasApex() && candidate.denial().matches().isEmpty()) {
      examination.undecided("no chain can be judged; see NSEC3-COVERAGE");
    }
  }

  /** Whether the entry lists the NSEC that the owner has in a transition, and is right. */
  private static boolean isRightBesideNsec(
      Zone zone, Nsec3Chain chain, int entry, ExpectedTypes expected, int owner) {
    int record = chain.record(entry);
    return expected.ofNsec3BesideNsec(owner)
        && expected.equal(
            zone.rdataArray(record),
            chain.bitmapOffset(entry),
            zone.rdataOffset(record) + zone.rdataLength(record));
  }

  private static void judge(
      Nsec3Chain chain,
      int entry,
      ExpectedTypes expected,
      int owner,
      int keyLength,
      Zone zone,
      Examination examination) {
    examination.examined(1);
    int record = chain.record(entry);
    byte[] rdata = zone.rdataArray(record);
    int start = chain.bitmapOffset(entry);
    int end = zone.rdataOffset(record) + zone.rdataLength(record);
    if (!expected.equal(rdata, start, end)) {
      examination.block(
          zone.owner(record),
          RecordType.NSEC3,
          record,
          () ->
              "type bit map of the NSEC3 of "
                  + Zone.keyName(zone.keyArray(owner), zone.keyOffset(owner), keyLength)
                  + " "
                  + expected.difference(rdata, start, end));
    }
  }
}
