package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** SIG-COVERAGE. */
@CheckInfo(
    id = "SIG-COVERAGE",
    title = "Every authoritative RRset is signed, and nothing else is",
    group = CheckGroup.SIGNATURES,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 4035 section 2.2",
    examines = "RRsets",
    explanation =
        """
        Every RRset that the zone is authoritative for, DS, NSEC, NSEC3, NSEC3PARAM, ZONEMD and CDS \
        among them, has a valid RRSIG by a usable key. The NS RRset of a delegation, glue, occluded names \
        and RRSIGs themselves have none, and no RRSIG covers a type that its owner does not have. An \
        RRset whose RRSIGs are all bogus is SIG-VERIFY's.""",
    remedy =
        "Look at how the signer tells delegations, glue and authoritative data apart, and sign anew.")
public final class SigCoverage implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        examination.examined(1);
        if (!zone.hasData(s)) {
          orphan(zone, o, s, examination);
        } else if (zone.structure().isAuthoritative(o, zone.type(s))) {
          if (zone.structure().kind(o) != Structure.DENIAL_ONLY) {
            signed(candidate, o, s, examination);
          }
        } else if (zone.firstSignature(s) < zone.firstRecord(s + 1)) {
          unwanted(zone, o, s, examination);
        }
      }
    }
  }

  private static void orphan(Zone zone, int owner, int rrset, Examination examination) {
    int type = zone.type(rrset);
    examination.block(
        owner,
        type,
        zone.firstSignature(rrset),
        () ->
            zone.ownerName(owner)
                + " has an RRSIG over "
                + RecordType.mnemonic(type)
                + " and no such RRset");
  }

  private static void signed(Candidate candidate, int owner, int rrset, Examination examination) {
    Zone zone = candidate.zone();
    SignatureLedger signatures = candidate.signatures();
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      switch (signatures.status(r)) {
        case SignatureStatus.NO_KEY,
            SignatureStatus.WRONG_SIGNER,
            SignatureStatus.UNUSABLE_KEY -> {}
        default -> {
          // Valid, or reported by SIG-VERIFY, which nobody can switch off.
          return;
        }
      }
    }
    int type = zone.type(rrset);
    boolean any = zone.firstSignature(rrset) < zone.firstRecord(rrset + 1);
    examination.block(
        owner,
        type,
        zone.firstRecord(rrset),
        () ->
            zone.ownerName(owner)
                + " "
                + RecordType.mnemonic(type)
                + (any ? " has RRSIGs, but none by a usable key of the zone" : " has no RRSIG"));
  }

  private static void unwanted(Zone zone, int owner, int rrset, Examination examination) {
    int type = zone.type(rrset);
    String why =
        zone.structure().kind(owner) == Structure.OCCLUDED
            ? "lies below a zone cut or DNAME"
            : "is not authoritative at a delegation";
    examination.block(
        owner,
        type,
        zone.firstSignature(rrset),
        () ->
            zone.ownerName(owner)
                + " "
                + RecordType.mnemonic(type)
                + " is signed although it "
                + why);
  }
}
