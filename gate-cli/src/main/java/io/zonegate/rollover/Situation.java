package io.zonegate.rollover;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What zone and parent have after a step: its post-conditions.
 *
 * @param uses what the zone does with each key of the plan, by name
 * @param ds names of the keys that the parent has DS records of
 * @param denial how existence is denied; empty for as the policy says
 * @param signed whether the zone is signed
 */
public record Situation(
    Map<String, Use> uses, Set<String> ds, Optional<DenialWay> denial, boolean signed) {
  /** Puts everything in an order that is the same every time. */
  public Situation {
    uses = Collections.unmodifiableMap(new TreeMap<>(uses));
    ds = Collections.unmodifiableSet(new TreeSet<>(ds));
  }

  /** What there is before the first step: the old keys sign and have their DS records. */
  static Situation before(Plan plan) {
    Map<String, Use> uses = new TreeMap<>();
    Set<String> ds = new TreeSet<>();
    for (PlanKey key : plan.keys()) {
      boolean old = key.origin() == PlanKey.Origin.OLD && plan.beginsSigned();
      uses.put(key.name(), old ? Use.SIGNING : Use.ABSENT);
      if (old && key.role() == io.zonegate.hsm.key.KeyRole.KSK) {
        ds.add(key.name());
      }
    }
    return new Situation(uses, ds, plan.beginsWith(), plan.beginsSigned());
  }

  /** What there is after this step. */
  Situation after(Step step) {
    Map<String, Use> next = new TreeMap<>(uses);
    next.putAll(step.uses());
    return new Situation(
        next, step.ds().orElse(ds), step.denial().or(() -> denial), step.signed().orElse(signed));
  }

  /** Names of the keys of which the zone makes this use. */
  public Set<String> keys(Use use) {
    return uses.entrySet().stream()
        .filter(e -> e.getValue() == use)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether zone or parent have anything to do with the key. */
  public boolean needs(String key) {
    return uses.get(key) != Use.ABSENT || ds.contains(key);
  }

  /** For people: DNSKEY RRset, signers, DS RRset. */
  public String described() {
    if (!signed) {
      return "unsigned; DS of " + names(ds);
    }
    Set<String> published = new TreeSet<>(keys(Use.PUBLISHED));
    published.addAll(keys(Use.SIGNING));
    Set<String> signers = new TreeSet<>(keys(Use.SIGNING));
    signers.addAll(keys(Use.AHEAD));
    return "DNSKEY "
        + names(published)
        + "; signed by "
        + names(signers)
        + "; DS of "
        + names(ds)
        + denial.map(d -> "; " + d.word()).orElse("");
  }

  private static String names(Set<String> keys) {
    return keys.isEmpty() ? "no key" : String.join(", ", keys);
  }
}
