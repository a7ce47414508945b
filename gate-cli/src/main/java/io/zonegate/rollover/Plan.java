package io.zonegate.rollover;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.text.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A plan of a rollover: keys, and steps in their order.
 *
 * @param name which rollover, for instance {@code ksk-roll double-ds}
 * @param zone name of the zone, absolute
 * @param timings how long everything takes
 * @param beginsSigned whether the zone is signed before the first step
 * @param beginsWith how existence is denied before the first step; empty for as the policy says
 * @param everyAlgorithm whether the plan is for validators too that ask for a signature of every
 *     algorithm
 * @param keys the keys that it speaks of
 * @param steps at least one
 */
public record Plan(
    String name,
    String zone,
    Timings timings,
    boolean beginsSigned,
    Optional<DenialWay> beginsWith,
    boolean everyAlgorithm,
    List<PlanKey> keys,
    List<Step> steps) {
  /** Refuses plans that contradict themselves. */
  public Plan {
    Objects.requireNonNull(name);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(timings);
    Objects.requireNonNull(beginsWith);
    keys = List.copyOf(keys);
    steps = List.copyOf(steps);
    Printable.demand("the plan's name", name);
    Printable.demand("the plan's zone", zone);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan needs a step");
    }
    Set<String> names = new HashSet<>();
    for (PlanKey key : keys) {
      Printable.demand("the name of a key", key.name());
      if (!names.add(key.name())) {
        throw new IllegalArgumentException("key " + key.name() + " is in the plan twice");
      }
    }
    Set<String> stepNames = new HashSet<>();
    for (Step step : steps) {
      Printable.demand("the name of a step", step.name());
      Printable.demand("step " + step.name() + ": the purpose", step.purpose());
      if (!stepNames.add(step.name())) {
        throw new IllegalArgumentException("step " + step.name() + " is in the plan twice");
      }
      Set<String> used = new HashSet<>(step.uses().keySet());
      used.addAll(step.ds().orElse(Set.of()));
      used.removeAll(names);
      if (!used.isEmpty()) {
        throw new IllegalArgumentException(
            "step " + step.name() + " names keys that the plan does not have: " + used);
      }
    }
  }

  /** What there is before the first step, and after each: one more than there are steps. */
  public List<Situation> situations() {
    List<Situation> situations = new ArrayList<>(List.of(Situation.before(this)));
    for (Step step : steps) {
      situations.add(situations.get(situations.size() - 1).after(step));
    }
    return situations;
  }

  /** Whether KSKs sign everything: it has no ZSK. */
  public boolean isSingle() {
    return keys.stream().noneMatch(key -> key.role() == KeyRole.ZSK);
  }

  /** The key of this name. */
  public PlanKey key(String keyName) {
    return keys.stream()
        .filter(k -> k.name().equals(keyName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key " + keyName + " in the plan"));
  }

  /** The same plan with other timings. */
  public Plan withTimings(Timings others) {
    return new Plan(name, zone, others, beginsSigned, beginsWith, everyAlgorithm, keys, steps);
  }

  /** The same plan with other steps. */
  public Plan withSteps(List<Step> others) {
    return new Plan(name, zone, timings, beginsSigned, beginsWith, everyAlgorithm, keys, others);
  }
}
