package io.zonegate.rehearsal;

import io.zonegate.rollover.Situation;
import java.time.Instant;
import java.util.List;

/**
 * A step as it was rehearsed.
 *
 * @param name name of the step
 * @param purpose what it is for
 * @param at the virtual clock
 * @param waited how long was waited before it and what for
 * @param planned what zone and parent should have after it
 * @param serial serial of the zone that was signed for it; -1 if none could be
 * @param isPublished whether that zone went to the name servers
 * @param invariants what must hold, in the order in which it was examined
 */
public record Act(
    String name,
    String purpose,
    Instant at,
    String waited,
    Situation planned,
    long serial,
    boolean isPublished,
    List<Invariant> invariants) {
  /** Copies the list. */
  public Act {
    invariants = List.copyOf(invariants);
  }

  /** Whether everything held. */
  public boolean holds() {
    return !invariants.isEmpty()
        && invariants.stream().allMatch(i -> i.outcome() == Invariant.Outcome.HOLDS);
  }
}
