package io.zonegate.testzones.mutate;

import io.zonegate.testzones.fault.FaultCase;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One change that can be made to any signed zone: a fault, which must not pass, or a valid change,
 * which must. Where in the zone is chosen by seed.
 */
public final class Mutation {

  /** Who made the change. */
  public enum Origin {
    /** The zone as it was given was damaged after signing. */
    DAMAGE,
    /** The zone, signed by keys that stand in for its own, was signed wrongly. */
    SIGNER,
    /** Nobody did wrong: a change of the text, or one that a signer may make. */
    VALID
  }

  /** Makes the change. */
  @FunctionalInterface
  interface Work {
    void on(Specimen specimen) throws NoPlaceException;
  }

  private final String name;
  private final Origin origin;
  private final boolean resigned;
  private final String effect;
  private final Set<String> foundBy;
  private final Work work;

  private Mutation(
      String name, Origin origin, boolean resigned, String effect, Set<String> foundBy, Work work) {
    this.name = name;
    this.origin = origin;
    this.resigned = resigned;
    this.effect = effect;
    this.foundBy = foundBy;
    this.work = work;
  }

  /** What may happen to a zone on its way from the signer. */
  static Mutation damage(String name, String effect, Work work, String... foundBy) {
    return new Mutation(name, Origin.DAMAGE, false, effect, Set.of(foundBy), work);
  }

  /** What a signer with a fault, or with wrong input, does. */
  static Mutation signer(String name, String effect, Work work, String... foundBy) {
    return new Mutation(name, Origin.SIGNER, true, effect, Set.of(foundBy), work);
  }

  /** Another way to write the same zone. */
  static Mutation rewritten(String name, String why, Work work) {
    return new Mutation(name, Origin.VALID, false, why, Set.of(), work);
  }

  /** A change that a signer, or a registry, may make. */
  static Mutation resigned(String name, String why, Work work) {
    return new Mutation(name, Origin.VALID, true, why, Set.of(), work);
  }

  /** All of them; names are unique, the order is fixed. */
  public static List<Mutation> all() {
    return MutationList.ALL;
  }

  /** The fault or the change, lower case with hyphens, unique. */
  public String name() {
    return name;
  }

  /** Who made the change. */
  public Origin origin() {
    return origin;
  }

  /** What a validating resolver does with the zone; for a valid change, why it is legal. */
  public String effect() {
    return effect;
  }

  /** Ids of the checks of which at least one must find it; empty for a valid change. */
  public Set<String> foundBy() {
    return foundBy;
  }

  /**
   * Makes the change in a zone.
   *
   * @param seed chooses the place; equal zones and seeds, equal cases
   * @throws NoPlaceException if the zone has no place for it
   */
  public FaultCase apply(ValidZone zone, long seed) throws NoPlaceException {
    Specimen specimen = resigned ? zone.signedByOurKeys(seed) : zone.asGiven(seed);
    work.on(specimen);
    FaultCase made = specimen.finish(name);
    if (origin != Origin.VALID && isSame(zone.unchanged(resigned), made)) {
      throw new NoPlaceException("place where this changes anything");
    }
    return made;
  }

  /** Whether both have the same records, in whatever order and however often, and all else. */
  private static boolean isSame(FaultCase before, FaultCase made) {
    return before.parentDs().equals(made.parentDs())
        && before.unsigned().equals(made.unsigned())
        && before.previous().equals(made.previous())
        && before.history().equals(made.history())
        && records(before).equals(records(made));
  }

  private static Set<String> records(FaultCase zone) {
    return zone.zone().lines().collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return name;
  }
}
