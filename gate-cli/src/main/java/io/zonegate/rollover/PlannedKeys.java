package io.zonegate.rollover;

import io.zonegate.policy.PlannedKeyText;
import io.zonegate.verifier.check.keys.PlannedKey;
import io.zonegate.verifier.parent.Ds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The DNSKEY RRset by time, as the policy's {@code [keys] plan} has it and KEY-PLAN judges it. */
public final class PlannedKeys {
  private PlannedKeys() {}

  /**
   * The entries of a plan.
   *
   * @param keys the DS of each key, by its name in the plan
   * @param slack how long after its time a step may be done; within it a key that comes or goes is
   *     optional
   */
  public static List<PlannedKey> entries(
      Plan plan, Schedule schedule, Map<String, List<Ds>> keys, Duration slack) {
    List<PlannedKey> entries = new ArrayList<>();
    List<Situation> situations = plan.situations();
    for (PlanKey key : plan.keys()) {
      boolean was = situations.get(0).uses().get(key.name()).isPublished();
      Optional<Instant> from = Optional.empty();
      for (int i = 0; i < plan.steps().size(); i++) {
        boolean is = situations.get(i + 1).uses().get(key.name()).isPublished();
        Instant at = schedule.times().get(i);
        if (is != was) {
          if (was) {
            add(entries, keys.get(key.name()), from, Optional.of(at), false);
          }
          add(entries, keys.get(key.name()), Optional.of(at), Optional.of(at.plus(slack)), true);
          from = Optional.of(at.plus(slack));
        }
        was = is;
      }
      if (was) {
        add(entries, keys.get(key.name()), from, Optional.empty(), false);
      }
    }
    return entries;
  }

  private static void add(
      List<PlannedKey> entries,
      List<Ds> keys,
      Optional<Instant> from,
      Optional<Instant> until,
      boolean optional) {
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      return;
    }
    for (Ds ds : keys) {
      entries.add(new PlannedKey(ds, from, until, optional));
    }
  }

  /** The entries as the policy has them. */
  public static String text(List<PlannedKey> entries) {
    return "[keys]\nplan = " + PlannedKeyText.list(entries, "\n  ") + "\n";
  }
}
