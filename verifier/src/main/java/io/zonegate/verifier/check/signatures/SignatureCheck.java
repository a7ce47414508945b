package io.zonegate.verifier.check.signatures;

import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.Check;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;

/** A check that looks at every RRSIG of the zone, one by one. */
abstract class SignatureCheck implements Check {
  /**
   * Where an RRSIG stands.
   *
   * @param owner its owner
   * @param rrset the RRset that it covers
   * @param record its own record
   * @param rrsig its fields
   */
  record Place(int owner, int rrset, int record, Rrsig rrsig) {
    /** For messages, for instance {@code RRSIG (key tag 1, algorithm 13) of example. NS}. */
    String describe(Zone zone) {
      return "RRSIG (key tag "
          + rrsig.keyTag()
          + ", algorithm "
          + rrsig.algorithm()
          + ") of "
          + zone.ownerName(owner)
          + " "
          + RecordType.mnemonic(rrsig.covered());
    }
  }

  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.ifSigned();
  }

  @Override
  public final void examine(Candidate candidate, OwnerRange range, Examination examination) {
    Zone zone = candidate.zone();
    for (int o = range.first(); o < range.end(); o++) {
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
          examination.examined(1);
          examine(candidate, new Place(o, s, r, Rrsig.of(zone, r)), examination);
        }
      }
    }
  }

  /** Examines one RRSIG. */
  abstract void examine(Candidate candidate, Place place, Examination examination);
}
