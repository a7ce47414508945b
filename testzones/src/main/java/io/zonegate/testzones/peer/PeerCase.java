package io.zonegate.testzones.peer;

import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.mutate.Mutation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A zone that other verifiers are asked about: a case of testzones, or a sample zone with one
 * change.
 *
 * @param expected what a verifier should answer that knows only yes and no; a warning is a yes
 * @param checks ids of the checks that the case is for; empty for a good zone
 */
public record PeerCase(String name, PeerAnswer expected, Set<String> checks, Making making) {
  /** Begins the name of a changed zone. */
  public static final String CHANGED = "changed-";

  private static final long SEED = 1;

  private static final List<PeerCase> ALL =
      Stream.concat(
              Cases.all().stream().map(PeerCase::of), Mutation.all().stream().map(PeerCase::of))
          .toList();

  /** Makes the zone, valid (but for the fault) at the given time. */
  @FunctionalInterface
  public interface Making {
    /** Equal times, equal zones. */
    FaultCase at(Instant clock);
  }

  /** All of them; names are unique, the order is fixed. */
  public static List<PeerCase> all() {
    return ALL;
  }

  /** A case of testzones as one for verifiers. */
  public static PeerCase of(Fault fault) {
    boolean good = fault.expected() == Expectation.PASS || fault.expected() == Expectation.WARN;
    return new PeerCase(
        fault.name(),
        good ? PeerAnswer.ACCEPTS : PeerAnswer.REJECTS,
        fault.mustFind().isEmpty() ? fault.mustFindOneOf() : fault.mustFind(),
        clock -> fault.prepare(SEED, clock));
  }

  private static PeerCase of(Mutation mutation) {
    boolean good = mutation.origin() == Mutation.Origin.VALID;
    return new PeerCase(
        CHANGED + mutation.name(),
        good ? PeerAnswer.ACCEPTS : PeerAnswer.REJECTS,
        mutation.foundBy(),
        clock -> SampleZones.changed(mutation, clock, SEED));
  }
}
