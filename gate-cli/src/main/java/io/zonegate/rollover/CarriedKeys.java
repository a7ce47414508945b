package io.zonegate.rollover;

import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The key set of a zone while a plan is carried out.
 *
 * @param journal says which keys are those of the plan, by their CKA_IDs
 */
public record CarriedKeys(Plan plan, Journal journal, KeySet set) {

  /** The keys that the plan means by this name; none if they were not made yet, or are gone. */
  public List<ZoneKey> named(String name) {
    return set.keys().stream().filter(key -> journal.ids(name).contains(key.id())).toList();
  }

  /** The plan's name for a key; empty if the plan does not speak of it. */
  public Optional<PlanKey> meant(ZoneKey key) {
    return plan.keys().stream()
        .filter(planKey -> journal.ids(planKey.name()).contains(key.id()))
        .findFirst();
  }

  /**
   * How the key set differs from what a situation is to have of this signer's keys, a sentence
   * each; empty if it does not. What it has of keys while the zone is unsigned does not matter.
   */
  public List<String> unlike(Situation situation) {
    return situation.signed() ? differences(situation) : List.of();
  }

  /** Whether the key set is that of a situation, of an unsigned one too: then nothing signs. */
  public boolean isAt(Situation situation) {
    return differences(situation).isEmpty();
  }

  private List<String> differences(Situation situation) {
    List<String> differences = new ArrayList<>();
    for (PlanKey planKey : plan.keys()) {
      Use planned = situation.uses().get(planKey.name());
      List<ZoneKey> keys = named(planKey.name());
      if (keys.isEmpty()
          && situation.needs(planKey.name())
          && planKey.origin() != PlanKey.Origin.OTHER_SIGNER) {
        differences.add("no key in it is noted as " + planKey.name());
      }
      for (ZoneKey key : keys) {
        if (Use.of(key) != planned) {
          differences.add(
              planKey.name()
                  + ", "
                  + key
                  + ", is set to "
                  + Use.of(key).word()
                  + ", planned is "
                  + planned.word());
        }
      }
    }
    for (ZoneKey key : set.keys()) {
      if (meant(key).isEmpty() && Use.of(key) != Use.ABSENT) {
        differences.add(
            key + " is set to " + Use.of(key).word() + ", and the plan has no such key");
      }
    }
    return differences;
  }

  /**
   * The key set that has a zone signed as the plan wants it. Keys that neither this nor a later
   * situation needs are not in it any more.
   *
   * @param situation number of the situation in {@link Plan#situations}
   */
  public KeySet in(int situation) {
    List<Situation> rest = plan.situations().subList(situation, plan.situations().size());
    List<ZoneKey> keys = new ArrayList<>();
    for (ZoneKey key : set.keys()) {
      Optional<PlanKey> meant = meant(key);
      if (meant.isEmpty()) {
        keys.add(key);
      } else if (rest.stream().anyMatch(later -> later.needs(meant.get().name()))) {
        Use use = rest.get(0).uses().get(meant.get().name());
        keys.add(key.with(use.signs(), use.isPublished()));
      }
    }
    return new KeySet(set.zone(), keys);
  }
}
