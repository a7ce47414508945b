package io.zonegate.verifier.check;

import io.zonegate.verifier.zone.OwnerRange;

/** A check of the zone as a whole: it runs once, with the range that has the apex. */
public abstract class ApexCheck implements Check {
  @Override
  public final void examine(Candidate candidate, OwnerRange range, Examination examination) {
    if (range.hasApex()) {
      examine(candidate, examination);
    }
  }

  /** Examines the zone. */
  protected abstract void examine(Candidate candidate, Examination examination);
}
