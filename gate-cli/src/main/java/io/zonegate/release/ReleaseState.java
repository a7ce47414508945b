package io.zonegate.release;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Where a release is on its way. Each is in the database before it is acted on. */
public enum ReleaseState {
  /** Its octets are kept; it waits for its turn. */
  RECEIVED(Phase.WAITING),
  /** It is judged. */
  VERIFYING(Phase.IN_FLIGHT),
  /** It passed, and no server has it yet. */
  VERIFIED(Phase.IN_FLIGHT),
  /** The servers of its stage are given it. */
  PUBLISHING(Phase.IN_FLIGHT),
  /** The servers of its stage have it and are probed. */
  SOAKING(Phase.IN_FLIGHT),
  /** A person said that it goes on to the next stage now. */
  PROMOTED(Phase.IN_FLIGHT),
  /** A person must decide. */
  HELD(Phase.IN_FLIGHT),
  /** It passed all stages, and none after it has. */
  LIVE(Phase.LIVE),
  /** It was live until another one was. */
  RETIRED(Phase.ENDED),
  /** The verdict was BLOCK, or its serial cannot follow what servers have. */
  BLOCKED(Phase.ENDED),
  /** No verdict could be reached. */
  UNDECIDED(Phase.ENDED),
  /** A newer one took its place before any server had it. */
  SUPERSEDED(Phase.ENDED),
  /** A person took it out. Servers of stages that it had reached may still have it. */
  ABANDONED(Phase.ENDED),
  /** Servers had it, and a rollback took it from them. */
  ROLLED_BACK(Phase.ENDED);

  private enum Phase {
    WAITING,
    IN_FLIGHT,
    LIVE,
    ENDED
  }

  private final Phase phase;

  ReleaseState(Phase phase) {
    this.phase = phase;
  }

  /** Whether it is on its way; one release of a zone is at a time. */
  public boolean inFlight() {
    return phase == Phase.IN_FLIGHT;
  }

  /** Whether nothing more will be done with it. */
  public boolean ended() {
    return phase == Phase.ENDED;
  }

  /** The states that are meant as a list of SQL. */
  static String list(Predicate<ReleaseState> meant) {
    return Arrays.stream(values())
        .filter(meant)
        .map(state -> "'" + state + "'")
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
