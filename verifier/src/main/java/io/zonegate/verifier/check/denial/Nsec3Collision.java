package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Structure;
import io.zonegate.verifier.zone.Zone;

/** NSEC3-COLLISION. */
@CheckInfo(
    id = "NSEC3-COLLISION",
    title = "No two names of the zone share an NSEC3 hash",
    group = CheckGroup.DENIAL,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 5155 section 7.1",
    examines = "names and empty non-terminals",
    explanation =
        """
        Two names with one hash would share one NSEC3 record, whose types can be right for one of them \
        only. By chance this never happens; a pair of names could be made to collide, as SHA-1 permits.""",
    remedy = "Sign with a salt, which parts the two names; find out who registered them.")
public final class Nsec3Collision extends Nsec3Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    if (!range.hasApex()) {
      return;
    }
    if (candidate.denial().matches().isEmpty()) {
      examination.undecided("no chain can be judged; see NSEC3-COVERAGE");
    }
    for (DenialFacts.Matches matches : candidate.denial().matches()) {
      chain(candidate.zone(), matches, examination);
    }
  }

  /** Owners claim by their number, empty non-terminals by theirs behind the last owner. */
  private static void chain(Zone zone, DenialFacts.Matches matches, Examination examination) {
    Structure structure = zone.structure();
    HashClaims claims = new HashClaims(matches.chain().size());
    for (int o = 0; o < zone.owners(); o++) {
      if (structure.isInTree(o)) {
        claim(zone, claims, matches, matches.ofOwner(o), o, examination);
      }
    }
    for (int e = 0; e < structure.empties(); e++) {
      claim(zone, claims, matches, matches.ofEmpty(e), zone.owners() + e, examination);
    }
  }

  private static void claim(
      Zone zone,
      HashClaims claims,
      DenialFacts.Matches matches,
      int entry,
      int claimant,
      Examination examination) {
    examination.examined(1);
    int other = claims.claim(entry, claimant);
    if (other >= 0) {
      int record = matches.chain().record(entry);
      examination.block(
          zone.owner(record),
          RecordType.NSEC3,
          record,
          () ->
              name(zone, other)
                  + " and "
                  + name(zone, claimant)
                  + " have the same hash (parameters "
                  + matches.chain().parameters()
                  + ")");
    }
  }

  private static String name(Zone zone, int claimant) {
    if (claimant < zone.owners()) {
      return zone.ownerName(claimant);
    }
    int empty = claimant - zone.owners();
    int below = zone.structure().emptyOwner(empty);
    return Zone.keyName(
        zone.keyArray(below), zone.keyOffset(below), zone.structure().emptyKeyLength(empty));
  }
}
