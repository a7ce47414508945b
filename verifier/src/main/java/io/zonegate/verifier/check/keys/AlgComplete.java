package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** ALG-COMPLETE. */
@CheckInfo(
    id = "ALG-COMPLETE",
    title = "Every algorithm of the DNSKEY RRset signs every authoritative RRset",
    group = CheckGroup.KEYS,
    strictness = Strictness.OTHER_RESOLVERS,
    citation = "RFC 4035 section 2.2; RFC 6840 section 5.11; .gov 2013",
    examines = "RRsets",
    explanation =
        """
        Each algorithm in the DNSKEY RRset has a valid RRSIG over each authoritative RRset, and each \
        algorithm in the parent's DS set has one over the DNSKEY RRset. Some validators insist on it, and \
        a resolver that knows only one of the algorithms has nothing else. Only RRsets that have a valid \
        RRSIG at all are judged here; the others are SIG-COVERAGE's and SIG-VERIFY's.""",
    remedy =
        "In an algorithm rollover, publish the DNSKEY only when its signatures are everywhere, and remove"
            + " it before them (RFC 6781 section 4.1.4).")
public final class AlgComplete implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    Structure structure = zone.structure();
    int[] algorithms = candidate.keys().algorithms();
    for (int o = range.first(); o < range.end(); o++) {
      if (structure.kind(o) == Structure.DENIAL_ONLY) {
        continue;
      }
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        if (!zone.hasData(s) || !structure.isAuthoritative(o, zone.type(s))) {
          continue;
        }
        examination.examined(1);
        if (isValid(candidate, s, -1)) {
          for (int algorithm : algorithms) {
            demand(candidate, o, s, algorithm, "DNSKEY", examination);
          }
        }
      }
    }
    if (range.hasApex() && candidate.inputs().parent() instanceof ParentTrust.Known known) {
      int dnskeys = zone.findRrset(0, RecordType.DNSKEY);
      if (isValid(candidate, dnskeys, -1)) {
        known.records().stream()
            .mapToInt(Ds::algorithm)
            .distinct()
            .forEach(algorithm -> demand(candidate, 0, dnskeys, algorithm, "DS", examination));
      }
    }
  }

  private static void demand(
      Candidate candidate,
      int owner,
      int rrset,
      int algorithm,
      String source,
      Examination examination) {
    Zone zone = candidate.zone();
    if (!isValid(candidate, rrset, algorithm) && !isOpen(candidate, rrset, algorithm)) {
      int type = zone.type(rrset);
      examination.block(
          owner,
          type,
          zone.firstRecord(rrset),
          () ->
              zone.ownerName(owner)
                  + " "
                  + RecordType.mnemonic(type)
                  + " has no valid RRSIG of algorithm "
                  + algorithm
                  + ", which the "
                  + source
                  + " RRset has",
          "algorithm",
          algorithm);
    }
  }

  /** Whether an RRSIG of the algorithm could not be judged: SIG-VERIFY is then undecided. */
  private static boolean isOpen(Candidate candidate, int rrset, int algorithm) {
    Zone zone = candidate.zone();
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      byte status = candidate.signatures().status(r);
      boolean open = status == SignatureStatus.UNSUPPORTED || status == SignatureStatus.DISPUTED;
      if (open && Rrsig.of(zone, r).algorithm() == algorithm) {
        return true;
      }
    }
    return false;
  }

  /** Whether the RRset has a valid RRSIG of the algorithm, or of any if it is -1. */
  private static boolean isValid(Candidate candidate, int rrset, int algorithm) {
    Zone zone = candidate.zone();
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      if (candidate.signatures().status(r) == SignatureStatus.VALID
          && (algorithm < 0 || Rrsig.of(zone, r).algorithm() == algorithm)) {
        return true;
      }
    }
    return false;
  }
}
