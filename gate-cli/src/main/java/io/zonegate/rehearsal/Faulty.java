package io.zonegate.rehearsal;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Step;
import io.zonegate.rollover.Use;
import io.zonegate.rollover.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What becomes of a plan by the faults that are put into a rehearsal. */
final class Faulty {
  /** What takes the place of a step's name for the zone before the first one. */
  static final String BEFORE = "before";

  private Faulty() {}

  /**
   * The plan as it is performed.
   *
   * @throws IllegalArgumentException if the plan has nothing that the fault could befall
   */
  static Plan performed(Plan plan, List<Fault> faults) {
    for (Fault fault : faults) {
      if (fault.kind() == Fault.Kind.HSM_LOST_AT
          && !(plan.beginsSigned() && fault.value().equals(BEFORE))
          && plan.steps().stream().noneMatch(s -> s.name().equals(fault.value()))) {
        throw new IllegalArgumentException(
            fault + ": the plan has no such step; it has " + names(plan));
      }
    }
    Plan performed = plan;
    if (Fault.has(faults, Fault.Kind.STANDBY_KEYS)) {
      performed = standby(performed);
    }
    return Fault.has(faults, Fault.Kind.EARLY_RETIRE) ? early(performed) : performed;
  }

  private static List<String> names(Plan plan) {
    return plan.steps().stream().map(Step::name).toList();
  }

  private static Plan early(Plan plan) {
    List<Step> steps = new ArrayList<>(plan.steps());
    for (int i = steps.size() - 1; i > 0; i--) {
      Step step = steps.get(i);
      long seconds = step.waiting().duration(plan.timings()).toSeconds();
      if (seconds > 1) {
        steps.set(i, step.after(Wait.of(seconds / 2 + "s")));
        return plan.withSteps(steps);
      }
    }
    throw new IllegalArgumentException("early-retire: no step of the plan waits");
  }

  /**
   * A standby signer takes over when half of the first wait has passed, and carries out what is
   * left of the plan. It has ZSKs of its own in the place of each of ours.
   */
  private static Plan standby(Plan plan) {
    List<PlanKey> ours =
        plan.keys().stream()
            .filter(k -> k.role() == KeyRole.ZSK && k.origin() != PlanKey.Origin.OTHER_SIGNER)
            .toList();
    if (ours.isEmpty()) {
      throw new IllegalArgumentException("standby-keys: the plan has no ZSK of this signer");
    }
    List<PlanKey> keys = new ArrayList<>(plan.keys());
    Situation before = plan.situations().get(1);
    Step failOver =
        Step.of("fail-over", Wait.NONE, "The standby signer takes over; it has other ZSKs.");
    for (PlanKey key : ours) {
      keys.add(new PlanKey(standby(key.name()), KeyRole.ZSK, PlanKey.Origin.NEW, key.algorithm()));
      failOver =
          failOver
              .with(before.uses().get(key.name()), standby(key.name()))
              .with(Use.ABSENT, key.name());
    }
    List<Step> steps = new ArrayList<>(List.of(plan.steps().get(0)));
    List<String> names = ours.stream().map(PlanKey::name).toList();
    for (Step step : plan.steps().subList(1, plan.steps().size())) {
      if (steps.size() > 1) {
        steps.add(byStandby(step, names));
        continue;
      }
      long wait = step.waiting().duration(plan.timings()).toSeconds();
      steps.add(failOver.after(Wait.of(wait / 2 + "s")));
      steps.add(byStandby(step, names).after(Wait.of(wait - wait / 2 + "s")));
    }
    if (steps.size() == 1) {
      steps.add(failOver.after(Wait.of("propagation")));
    }
    return new Plan(
        plan.name(),
        plan.zone(),
        plan.timings(),
        plan.beginsSigned(),
        plan.beginsWith(),
        plan.everyAlgorithm(),
        keys,
        steps);
  }

  private static String standby(String key) {
    return key + "-standby";
  }

  /** The same with the standby signer's keys. */
  private static Step byStandby(Step step, List<String> ours) {
    Map<String, Use> uses = new TreeMap<>();
    step.uses().forEach((key, use) -> uses.put(ours.contains(key) ? standby(key) : key, use));
    return new Step(
        step.name(), step.purpose(), step.waiting(), uses, step.ds(), step.denial(), step.signed());
  }

  /** The key that a fault of keys befalls: the last new one, which is a ZSK where there is one. */
  static boolean befalls(Plan plan, PlanKey key) {
    return plan.keys().stream()
        .filter(k -> k.origin() != PlanKey.Origin.OLD)
        .reduce((earlier, later) -> later)
        .filter(key::equals)
        .isPresent();
  }

  /** Whether the zone of this step is lost on its way to the name servers. */
  static boolean loses(Plan plan, Step step, List<Fault> faults) {
    return Fault.has(faults, Fault.Kind.PREPUBLISH_LOST)
        && plan.steps().stream()
            .filter(s -> s.uses().values().stream().anyMatch(u -> u != Use.ABSENT))
            .findFirst()
            .filter(step::equals)
            .isPresent();
  }
}
