package io.zonegate.testzones.mutate;

import io.zonegate.testzones.fault.FaultCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Changes made one after the other, each in a fresh copy of one zone, in an order by seed. */
public final class MutationRun {
  private final ValidZone zone;
  private final long seed;
  private final List<Mutation> order;
  private final Set<String> withoutPlace = new TreeSet<>();
  private int turn;

  /** A change, and the zone that it made. */
  public record Made(Mutation mutation, long seed, FaultCase zone) {}

  /** Equal zones and seeds make equal runs. */
  public MutationRun(ValidZone zone, long seed) {
    this.zone = zone;
    this.seed = seed;
    this.order = new ArrayList<>(Mutation.all());
    Collections.shuffle(order, new Random(seed));
  }

  /** The zone as it was given and as our keys sign it, neither of them changed. */
  public static List<Made> unchanged(ValidZone zone) {
    return List.of(
        new Made(Rewritings.NONE, 0, zone.asGiven(0).finish(Rewritings.NONE.name())),
        new Made(ValidChanges.NONE, 0, zone.signedByOurKeys(0).finish(ValidChanges.NONE.name())));
  }

  /**
   * The next change. All that have a place in the zone come before any comes again, then at another
   * place.
   */
  public Made next() {
    while (true) {
      int index = turn % order.size();
      long itsSeed = seed * 1_000_003 + turn;
      turn++;
      Mutation mutation = order.get(index);
      try {
        return new Made(mutation, itsSeed, mutation.apply(zone, itsSeed));
      } catch (NoPlaceException e) {
        withoutPlace.add(mutation.name() + ": " + e.getMessage());
      } catch (RuntimeException e) {
        throw new IllegalStateException(mutation + " with the place by seed " + itsSeed, e);
      }
    }
  }

  /** The changes that the zone had no place for, so far, and what it lacks. */
  public Set<String> withoutPlace() {
    return Collections.unmodifiableSet(withoutPlace);
  }
}
