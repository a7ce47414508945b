package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** NSEC-CHAIN. */
@CheckInfo(
    id = "NSEC-CHAIN",
    title = "The NSEC records form one closed chain over exactly the zone's names",
    group = CheckGroup.DENIAL,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 4035 section 2.3; RFC 4034 section 4.1.1",
    examines = "names",
    explanation =
        """
        Every authoritative name and delegation has one NSEC record, whose next name is the next such \
        name in canonical order; the last one's is the apex. A gap leaves names whose absence nobody can \
        prove; a link over a name that exists denies it. Where the apex has no NSEC and there are NSEC3 \
        records, NSEC records are being made or taken away, and those that are there must be right. Also reports a signed zone that has neither NSEC \
        nor NSEC3.""",
    remedy = "Have the signer build the chain anew.")
public final class NsecChain implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    if (candidate.isSigned() && candidate.denial().hasNsec3() && !candidate.denial().hasNsec()) {
      return Applicability.no("the zone's denial is by NSEC3");
    }
    return candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    if (!candidate.denial().hasNsec()) {
      if (range.hasApex()) {
        examination.examined(1);
        examination.block(
            0,
            RecordType.NSEC,
            -1,
            () -> "the zone is signed and has neither NSEC nor NSEC3 records");
      }
      return;
    }
    boolean complete = candidate.denial().hasNsecChain() || !candidate.denial().hasNsec3();
    byte[] key = new byte[NameKey.MAX_BYTES];
    for (int o = range.first(); o < range.end(); o++) {
      boolean expected = complete || zone.findRrset(o, RecordType.NSEC) >= 0;
      if (zone.structure().isInTree(o) && expected) {
        examination.examined(1);
        link(zone, o, key, examination);
      }
    }
  }

  private static void link(Zone zone, int owner, byte[] key, Examination examination) {
    int rrset = zone.findRrset(owner, RecordType.NSEC);
    if (rrset < 0) {
      examination.block(
          owner, RecordType.NSEC, -1, () -> zone.ownerName(owner) + " has no NSEC record");
      return;
    }
    int record = zone.firstRecord(rrset);
    if (zone.firstSignature(rrset) - record > 1) {
      examination.block(
          owner,
          RecordType.NSEC,
          record,
          () -> zone.ownerName(owner) + " has more than one NSEC record");
    }
    byte[] rdata = zone.rdataArray(record);
    int at = zone.rdataOffset(record);
    int expected = next(zone, owner);
    if (zone.compareKey(expected, key, 0, NameKey.fromWire(rdata, at, key)) != 0) {
      examination.block(
          owner,
          RecordType.NSEC,
          record,
          () ->
              "NSEC of "
                  + zone.ownerName(owner)
                  + " has the next name "
                  + NameText.present(rdata, at)
                  + "; it must be "
                  + zone.ownerName(expected),
          "next",
          NameText.present(rdata, at),
          "expected",
          zone.ownerName(expected));
    }
  }

  /** The next name in the tree; the apex behind the last. */
  private static int next(Zone zone, int owner) {
    Structure structure = zone.structure();
    for (int o = owner + 1; o < zone.owners(); o++) {
      if (structure.isInTree(o)) {
        return o;
      }
    }
    return 0;
  }
}
