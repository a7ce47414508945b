package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.crypto.SignatureStatus;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import java.util.HashSet;
import java.util.Set;

/** SIG-REDUNDANT. */
@CheckInfo(
    id = "SIG-REDUNDANT",
    title = "Every RRset is valid under as many keys as the policy asks for",
    group = CheckGroup.SIGNATURES,
    strictness = Strictness.LATER,
    citation = "policy; RFC 6781 section 4.1.1.2",
    examines = "RRsets",
    explanation =
        """
        Where the policy's signing-keys-per-rrset asks for dual signing, so that one lost or broken key \
        does not take the zone down, every authoritative RRset has valid RRSIGs by so many keys. Keys \
        that share algorithm and key tag count as one. An RRset without any valid RRSIG is \
        SIG-COVERAGE's and SIG-VERIFY's.""",
    remedy = "Sign the RRset with the second key too; look at which token failed.")
public final class SigRedundant implements Check {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().rules().signatures().keysPerRrset() == 1
        ? Applicability.no(
            "the policy asks for no dual signing ([signatures] signing-keys-per-rrset)")
        : candidate.ifSigned();
  }

  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    Structure structure = zone.structure();
    int wanted = candidate.inputs().rules().signatures().keysPerRrset();
    for (int o = range.first(); o < range.end(); o++) {
      if (structure.kind(o) == Structure.DENIAL_ONLY) {
        continue;
      }
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        if (!zone.hasData(s) || !structure.isAuthoritative(o, zone.type(s))) {
          continue;
        }
        examination.examined(1);
        int keys = keys(candidate, s);
        if (keys > 0 && keys < wanted) {
          report(zone, o, s, keys, wanted, examination);
        }
      }
    }
  }

  private static int keys(Candidate candidate, int rrset) {
    Zone zone = candidate.zone();
    Set<Integer> keys = new HashSet<>();
    for (int r = zone.firstSignature(rrset); r < zone.firstRecord(rrset + 1); r++) {
      if (candidate.signatures().status(r) == SignatureStatus.VALID) {
        Rrsig rrsig = Rrsig.of(zone, r);
        keys.add(rrsig.keyTag() << 8 | rrsig.algorithm());
      }
    }
    return keys.size();
  }

  private static void report(
      Zone zone, int owner, int rrset, int keys, int wanted, Examination examination) {
    int type = zone.type(rrset);
    examination.block(
        owner,
        type,
        zone.firstSignature(rrset),
        () ->
            zone.ownerName(owner)
                + " "
                + RecordType.mnemonic(type)
                + " has valid RRSIGs by "
                + keys
                + " key; the policy asks for "
                + wanted,
        "keys",
        keys,
        "wanted",
        wanted);
  }
}
