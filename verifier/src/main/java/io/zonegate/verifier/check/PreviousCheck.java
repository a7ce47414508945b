package io.zonegate.verifier.check;

import io.zonegate.verifier.zone.Zone;

/** A check of the change from the zone that was released before to the candidate. */
public abstract class PreviousCheck extends ApexCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    ReferenceZone previous = candidate.inputs().previous();
    if (previous instanceof ReferenceZone.Unreadable unreadable) {
      return Applicability.undecided("the previous zone cannot be read: " + unreadable.reason());
    }
    return previous instanceof ReferenceZone.Given
        ? Applicability.YES
        : Applicability.no("no previous zone was given (--previous)");
  }

  @Override
  protected final void examine(Candidate candidate, Examination examination) {
    examine(candidate, ((ReferenceZone.Given) candidate.inputs().previous()).zone(), examination);
  }

  /** Examines the candidate against the zone released before. */
  protected abstract void examine(Candidate candidate, Zone previous, Examination examination);
}
