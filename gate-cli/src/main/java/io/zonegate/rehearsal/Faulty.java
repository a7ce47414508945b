package io.zonegate.rehearsal;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Step;
import io.zonegate.rollover.Use;
import io.zonegate.rollover.Wait;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a plan by the faults that are put into a rehearsal. */
final class Faulty {
  private static final String STANDBY = "zsk-standby";

  private Faulty() {}

  /**
   * The plan as it is performed.
   *
   * @throws IllegalArgumentException if the plan has nothing that the fault could befall
   */
  static Plan performed(Plan plan, List<Fault> faults) {
    for (Fault fault : faults) {
      if (fault.kind() == Fault.Kind.HSM_LOST_AT
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

  private static Plan standby(Plan plan) {
    List<String> zsks =
        plan.keys().stream()
            .filter(k -> k.role() == KeyRole.ZSK && k.origin() == PlanKey.Origin.OLD)
            .map(PlanKey::name)
            .toList();
    if (zsks.isEmpty()) {
      throw new IllegalArgumentException("standby-keys: the plan has no old ZSK");
    }
    List<PlanKey> keys = new ArrayList<>(plan.keys());
    keys.add(new PlanKey(STANDBY, KeyRole.ZSK, PlanKey.Origin.NEW, 0));
    Step failOver =
        Step.of("fail-over", Wait.NONE, "The standby signer takes over; it has other ZSKs.")
            .with(Use.SIGNING, STANDBY)
            .with(Use.ABSENT, zsks.toArray(String[]::new));
    return new Plan(
        plan.name(),
        plan.zone(),
        plan.timings(),
        plan.beginsSigned(),
        plan.beginsWith(),
        plan.everyAlgorithm(),
        keys,
        List.of(failOver));
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
