package io.zonegate.verifier.check.content;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much may change from the previous zone to the candidate, by what is counted. What has no
 * entry may change as it likes.
 *
 * @param bounds limits by what is counted
 */
public record DeltaLimits(Map<Counted, Bounds> bounds) {
  /** Anything may change. */
  public static final DeltaLimits NONE = new DeltaLimits(Map.of());

  /** What is counted. */
  public enum Counted {
    /** Names with NS records that are zone cuts. */
    DELEGATIONS,
    /** DS records. */
    DS,
    /** Owner names, glue among them, names of the denial chain not. */
    NAMES,
    /** Records but for SOA and what signing adds; a changed TTL is no change. */
    RECORDS;

    @Override
    public String toString() {
      return this == DS ? "DS records" : name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The limits of one kind. All that are there must hold.
   *
   * @param added most that may be added
   * @param addedPerMille most that may be added, in per mille of what the previous zone has
   * @param removed most that may be removed
   * @param removedPerMille most that may be removed, in per mille of what the previous zone has
   */
  public record Bounds(
      OptionalLong added,
      OptionalLong addedPerMille,
      OptionalLong removed,
      OptionalLong removedPerMille) {
    /** Refuses negative limits. */
    public Bounds {
      if (added.orElse(0) < 0
          || addedPerMille.orElse(0) < 0
          || removed.orElse(0) < 0
          || removedPerMille.orElse(0) < 0) {
        throw new IllegalArgumentException("a limit of change is negative");
      }
    }

    /** Whether nothing is limited. */
    public boolean isEmpty() {
      return added.isEmpty()
          && addedPerMille.isEmpty()
          && removed.isEmpty()
          && removedPerMille.isEmpty();
    }
  }

  /** Copies the map, but for entries without a limit. */
  public DeltaLimits {
    Map<Counted, Bounds> kept = new EnumMap<>(Counted.class);
    bounds.forEach(
        (counted, limits) -> {
          if (!limits.isEmpty()) {
            kept.put(counted, limits);
          }
        });
    bounds = Collections.unmodifiableMap(kept);
  }
}
