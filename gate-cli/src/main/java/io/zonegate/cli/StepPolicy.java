package io.zonegate.cli;

import io.zonegate.hsm.key.KeyRole;
import io.zonegate.policy.Policy;
import io.zonegate.policy.RoleRule;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Use;
import java.util.Optional;
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
   * @throws CommandException if other keys sign by the policy, the DNSKEY RRset gets a longer TTL
   *     than the plan waits for, or the zone would ask its parent by CDS for other DS records than
   *     those of the plan
   */
  static void demand(Policy policy, Plan plan, Situation after) throws CommandException {
    if (plan.isSingle() != (policy.signing().roles() == RoleRule.SINGLE)) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          plan.isSingle()
              ? "the plan has no ZSK, and by [signing] roles of the policy there are ZSKs"
              : "the plan has ZSKs, and by [signing] roles of the policy KSKs sign everything");
    }
    if (!after.signed()) {
      return;
    }
    Optional<String> ttl =
        new PlannedTtl(Delay.DNSKEY_TTL, plan.timings().of(Delay.DNSKEY_TTL))
            .exceeded(
                "by [signing] dnskey-ttl of the policy the zone gets its DNSKEY RRset",
                policy.signing().dnskeyTtl());
    if (ttl.isPresent()) {
      throw new CommandException(ExitCode.CONFIGURATION, ttl.get());
    }
    Set<String> asked =
        switch (policy.signing().cds()) {
          case AS_GIVEN -> after.ds();
          case ACTIVE_KSKS -> ksks(plan, key -> isActive(key, after));
          case ALL_KSKS -> ksks(plan, key -> after.uses().get(key.name()).isPublished());
          case DELETE -> Set.of();
        };
    if (!asked.equals(after.ds())) {
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "by [signing] cds of the policy the zone would ask its parent for the DS of "
              + asked
              + ", and the plan has the DS of "
              + after.ds()
              + "; set cds = \"as-given\" until the plan is carried out");
    }
  }

  /** All signers of a zone ask for the DS records of what the others sign with (RFC 8901, 8). */
  private static boolean isActive(PlanKey key, Situation after) {
    Use use = after.uses().get(key.name());
    return key.origin() == PlanKey.Origin.OTHER_SIGNER ? use.isPublished() : use == Use.SIGNING;
  }

  private static Set<String> ksks(Plan plan, Predicate<PlanKey> wanted) {
    return plan.keys().stream()
        .filter(key -> key.role() == KeyRole.KSK)
        .filter(wanted)
        .map(PlanKey::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
