package io.zonegate.rollover;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A step of a plan. Before it: the step before was seen to have its effect, and the wait has passed
 * since. After it: the zone and the parent have what the step says, see {@link Situation}.
 *
 * @param name its name, once in the plan
 * @param purpose what it is for, a sentence
 * @param waiting how long after the step before
 * @param uses what becomes of keys, by name; keys that are not in it stay as they are
 * @param ds the names of all keys that the parent is asked to have DS records of; empty to leave it
 *     as it is
 * @param denial how existence is denied from now on; empty to leave it as it is
 * @param signed whether the zone is signed from now on; empty to leave it as it is
 */
public record Step(
    String name,
    String purpose,
    Wait waiting,
    Map<String, Use> uses,
    Optional<Set<String>> ds,
    Optional<DenialWay> denial,
    Optional<Boolean> signed) {
  /** Puts everything in an order that is the same every time. */
  public Step {
    Objects.requireNonNull(name);
    Objects.requireNonNull(purpose);
    Objects.requireNonNull(waiting);
    uses = Collections.unmodifiableMap(new TreeMap<>(uses));
    ds = ds.map(names -> Collections.unmodifiableSet(new TreeSet<>(names)));
    Objects.requireNonNull(denial);
    Objects.requireNonNull(signed);
  }

  /** A step that does nothing yet. */
  public static Step of(String name, Wait waiting, String purpose) {
    return new Step(
        name, purpose, waiting, Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same, doing this with these keys too. */
  public Step with(Use use, String... keys) {
    Map<String, Use> more = new TreeMap<>(uses);
    for (String key : keys) {
      more.put(key, use);
    }
    return new Step(name, purpose, waiting, more, ds, denial, signed);
  }

  /** The same, asking the parent for the DS records of these keys and no others. */
  public Step dsOf(String... keys) {
    return new Step(name, purpose, waiting, uses, Optional.of(Set.of(keys)), denial, signed);
  }

  /** The same, denying existence in another way. */
  public Step denial(DenialWay way) {
    return new Step(name, purpose, waiting, uses, ds, Optional.of(way), signed);
  }

  /** The same, from which on the zone is signed, or not. */
  public Step signed(boolean isSigned) {
    return new Step(name, purpose, waiting, uses, ds, denial, Optional.of(isSigned));
  }

  /** The same after another wait. */
  public Step after(Wait other) {
    return new Step(name, purpose, other, uses, ds, denial, signed);
  }
}
