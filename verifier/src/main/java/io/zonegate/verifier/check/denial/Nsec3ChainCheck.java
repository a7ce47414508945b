package io.zonegate.verifier.check.denial;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.denial.Nsec3Chain;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.List;

/** NSEC3-CHAIN. */
@CheckInfo(
    id = "NSEC3-CHAIN",
    title = "The NSEC3 records of each parameter set form one closed chain",
    group = CheckGroup.DENIAL,
    strictness = Strictness.UNUSED_DATA,
    citation = "RFC 5155 sections 3.1.7 and 7.1; a .no zone 2025 (dnsviz issue 160)",
    examines = "NSEC3 records",
    explanation =
        """
        Sorted by hash, the next hashed owner name of every NSEC3 is the hash of the one that follows; \
        the last one's is the first. This rules out gaps, overlaps, and two records with one next hash, \
        which some validators take and others do not. A chain that no NSEC3PARAM announces, beside one \
        that is announced, is being made or taken away and is passed over; see NSEC3-PARAM.""",
    remedy = "Have the signer build the chain anew; an incremental signer has lost a link.")
public final class Nsec3ChainCheck extends Nsec3Check {
  @Override
  public void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    List<Nsec3Chain> announced = candidate.denial().announced();
    for (Nsec3Chain chain : announced.isEmpty() ? candidate.denial().chains() : announced) {
      int end = chain.firstEntry(range.end());
      for (int e = chain.firstEntry(range.first()); e < end; e++) {
        int owner = zone.owner(chain.record(e));
        examination.examined(1);
        int following = e + 1 == chain.size() ? 0 : e + 1;
        if (!chain.pointsTo(e, following)) {
          examination.block(
              owner,
              RecordType.NSEC3,
              chain.record(e),
              () ->
                  "NSEC3 "
                      + zone.ownerName(owner)
                      + " does not point to the NSEC3 that follows it, "
                      + zone.ownerName(zone.owner(chain.record(following)))
                      + " (parameters "
                      + chain.parameters()
                      + ")");
        } else if (e > 0 && zone.owner(chain.record(e - 1)) == owner) {
          examination.block(
              owner,
              RecordType.NSEC3,
              chain.record(e),
              () ->
                  zone.ownerName(owner)
                      + " has two NSEC3 records with parameters "
                      + chain.parameters());
        }
      }
    }
    if (range.hasApex() && candidate.denial().chains().isEmpty()) {
      examination.examined(1);
      examination.block(0, RecordType.NSEC3, -1, () -> "there is no chain of NSEC3 records");
    }
  }
}
