package io.zonegate.cli;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.policy.CdsRule;
import io.zonegate.policy.Policy;
import io.zonegate.policy.RoleRule;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Whether a zone that is signed by a policy can be what a step of a plan wants. */
final class StepPolicy {
  private StepPolicy() {}

  /**
   * Refuses a policy that contradicts the plan.
   *
   * @param after what the step brings about
   * @throws CommandException if other keys sign by the policy, or the zone would ask its parent by
   *     CDS for other DS records than those of the plan
   */
  static void demand(Policy policy, Plan plan, Situation after) throws CommandException {
    boolean single = plan.keys().stream().noneMatch(key -> key.role() == KeyRole.ZSK);
    if (single != (policy.signing().roles() == RoleRule.SINGLE)) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          single
              ? "the plan has no ZSK, and by [signing] roles of the policy there are ZSKs"
              : "the plan has ZSKs, and by [signing] roles of the policy KSKs sign everything");
    }
    CdsRule rule = policy.signing().cds();
    Set<String> asked =
        switch (rule) {
          case AS_GIVEN -> after.ds();
          case ACTIVE_KSKS -> ksks(plan, name -> after.uses().get(name).signs());
          case ALL_KSKS -> ksks(plan, after::needs);
          case DELETE -> Set.of();
        };
    if (after.signed() && !asked.equals(after.ds())) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "by [signing] cds of the policy the zone would ask its parent for the DS of "
              + asked
              + ", and the plan has the DS of "
              + after.ds()
              + "; set cds = \"as-given\" until the plan is carried out");
    }
  }

  private static Set<String> ksks(Plan plan, Predicate<String> wanted) {
    return plan.keys().stream()
        .filter(key -> key.role() == KeyRole.KSK)
        .map(PlanKey::name)
        .filter(wanted)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
