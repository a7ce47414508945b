package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;
import java.util.BitSet;

/** ZONE-GLUE. */
@CheckInfo(
    id = "ZONE-GLUE",
    title = "Name servers in the zone have addresses, and no address is left over",
    group = CheckGroup.CONTENT,
    severity = Severity.WARN,
    strictness = Strictness.CONTENT,
    citation = "RFC 1034 section 4.2.1; RFC 9471 section 2; RFC 2181 section 10.3",
    examines = "NS records and glue",
    explanation =
        """
        A name server at or below the cut that it serves has an address in this zone, or nobody can reach \
        it. A name server in the authoritative part of the zone has one too, and is no alias; at the apex \
        this blocks, because servers refuse to load the zone. Sibling glue, for name servers below another \
        cut, may be missing (RFC 9471). An address below a cut that no NS record of the zone names is \
        orphan glue: it is not used for anything honest any more.""",
    remedy =
        "Add the addresses, remove the NS records, or remove the glue, in the registry's database.")
public final class ZoneGlue extends ApexCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    Zone zone = candidate.zone();
    NameServerTarget target = new NameServerTarget(zone);
    BitSet named = new BitSet(zone.owners());
    // So that a zone without delegations counts as looked at.
    examination.examined(1);
    for (int o = 0; o < zone.owners(); o++) {
      int rrset =
          o == 0 || zone.structure().isDelegation(o) ? zone.findRrset(o, RecordType.NS) : -1;
      if (rrset >= 0) {
        servers(zone, o, rrset, target, named, examination);
      }
    }
    for (int o = 1; o < zone.owners(); o++) {
      boolean belowCut = zone.structure().kind(o) == Structure.OCCLUDED;
      if ((belowCut || zone.structure().isDelegation(o)) && hasAddress(zone, o)) {
        examination.examined(1);
        if (!named.get(o) && !(belowCut && zone.structure().isBelowDname(o))) {
          orphan(zone, o, examination);
        }
      }
    }
  }

  private static boolean hasAddress(Zone zone, int owner) {
    return zone.findRrset(owner, RecordType.A) >= 0 || zone.findRrset(owner, RecordType.AAAA) >= 0;
  }

  private static void servers(
      Zone zone,
      int owner,
      int rrset,
      NameServerTarget target,
      BitSet named,
      Examination examination) {
    for (int r = zone.firstRecord(rrset); r < zone.firstSignature(rrset); r++) {
      examination.examined(1);
      boolean needed =
          switch (target.find(r)) {
            case BELOW_CUT -> target.cut() == owner;
            case EXISTS -> true;
            // What does not exist is for ZONE-NAMES to report.
            case OUTSIDE, SYNTHESIZED, ABSENT -> false;
          };
      if (target.owner() >= 0) {
        named.set(target.owner());
      }
      if (needed && !target.hasAddress()) {
        int record = r;
        examination.report(
            owner == 0 ? Severity.BLOCK : Severity.WARN,
            owner,
            RecordType.NS,
            r,
            () ->
                "name server "
                    + NameServerTarget.present(zone, record)
                    + " of "
                    + zone.ownerName(owner)
                    + " has no address in this zone",
            "server",
            NameServerTarget.present(zone, record));
      }
    }
  }

  private static void orphan(Zone zone, int owner, Examination examination) {
    int rrset = zone.findRrset(owner, RecordType.A);
    int type = rrset >= 0 ? RecordType.A : RecordType.AAAA;
    examination.report(
        Severity.WARN,
        owner,
        type,
        zone.firstRecord(rrset >= 0 ? rrset : zone.findRrset(owner, type)),
        () -> zone.ownerName(owner) + " is orphan glue: no NS record of the zone names it");
  }
}
