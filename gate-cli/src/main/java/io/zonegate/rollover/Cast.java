package io.zonegate.rollover;

import io.zonegate.hsm.key.KeyRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys in our plans: old and new ones, KSKs and ZSKs. Where one key does all (a combined
 * signing key), that is the KSK, and there is no ZSK.
 *
 * @param single whether one key does all
 */
record Cast(boolean single) {
  static final String KSK_OLD = "ksk-old";
  static final String KSK_NEW = "ksk-new";
  static final String ZSK_OLD = "zsk-old";
  static final String ZSK_NEW = "zsk-new";

  /** All keys that the zone has before. */
  String[] old() {
    return single ? new String[] {KSK_OLD} : new String[] {KSK_OLD, ZSK_OLD};
  }

  /** All keys that it has afterwards. */
  String[] coming() {
    return single ? new String[] {KSK_NEW} : new String[] {KSK_NEW, ZSK_NEW};
  }

  /** The old key that signs the zone's data. */
  String oldSigner() {
    return single ? KSK_OLD : ZSK_OLD;
  }

  /** The new key that signs the zone's data. */
  String newSigner() {
    return single ? KSK_NEW : ZSK_NEW;
  }

  /**
   * The old keys, and the new ones that the steps speak of.
   *
   * @param origin where new keys come from
   * @param algorithm algorithm number of the new ones; 0 for that of the old ones
   * @param compromised names of those that someone else has
   */
  List<PlanKey> keys(
      List<Step> steps, PlanKey.Origin origin, int algorithm, Set<String> compromised) {
    List<PlanKey> keys = new ArrayList<>();
    for (String name : old()) {
      keys.add(new PlanKey(name, role(name), PlanKey.Origin.OLD, 0, compromised.contains(name)));
    }
    for (String name : coming()) {
      if (steps.stream().anyMatch(s -> speaksOf(s, name))) {
        keys.add(new PlanKey(name, role(name), origin, algorithm, compromised.contains(name)));
      }
    }
    return keys;
  }

  private static KeyRole role(String name) {
    return name.equals(KSK_OLD) || name.equals(KSK_NEW) ? KeyRole.KSK : KeyRole.ZSK;
  }

  private static boolean speaksOf(Step step, String name) {
    return Stream.concat(step.uses().keySet().stream(), step.ds().stream().flatMap(Set::stream))
        .anyMatch(name::equals);
  }
}
