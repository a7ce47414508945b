package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;

/**
 * What a request must be to be signed. Every check says what it found wrong; all are made, and the
 * request is refused if any found something.
 */
public final class RequestChecks {

  private final KskRequest request;
  private final KskPlan plan;
  private final List<String> problems = new ArrayList<>();

  private RequestChecks(KskRequest request) {
    this.request = request;
    this.plan = request.plan();
  }

  /**
   * What the request alone shows, which both who asks and who signs look at: proofs, tags,
   * algorithms, bundles.
   *
   * @return one sentence a fault; empty if there is none
   */
  public static List<String> alone(KskRequest request) {
    RequestChecks checks = new RequestChecks(request);
    checks.proofs();
    checks.tags();
    checks.algorithms();
    checks.slots();
    return List.copyOf(checks.problems);
  }

  /**
   * What can be judged at the ceremony only: who signs, limits, keys that nothing was proved of,
   * and what was signed before.
   *
   * @param ksks the key set of the ceremony
   * @param foreign tags of foreign keys that people at the ceremony approve of
   * @param previous the response before, whose period this one has to continue
   * @param now the clock of the ceremony
   * @return one sentence a fault; empty if there is none
   */
  public static List<String> atCeremony(
      KskRequest request,
      KeySet ksks,
      Set<Integer> foreign,
      CeremonyLimits limits,
      Optional<KskResponse> previous,
      Instant now) {
    RequestChecks checks = new RequestChecks(request);
    checks.problems.addAll(alone(request));
    checks.ksks(ksks);
    checks.foreign(foreign);
    checks.limits(limits, now);
    previous.ifPresent(checks::continues);
    return List.copyOf(checks.problems);
  }

  private void proofs() {
    request
        .unproved()
        .forEach(
            key ->
                problems.add(
                    CeremonyKey.shown(key)
                        + " did not sign this request: its proof does not verify"));
  }

  private void tags() {
    Map<Integer, CeremonyKey> seen = new HashMap<>();
    for (CeremonyKey key : plan.keys()) {
      CeremonyKey other = seen.put(key.dnskey().keyTag(), key);
      if (other != null) {
        problems.add(
            key + " and " + other + " are two keys with one tag; have one of them replaced");
      }
    }
  }

  private void algorithms() {
    Set<DnssecAlgorithm> signing =
        plan.keys(KeyUse.SIGNING_KSK).stream()
            .map(DnskeyRdata::algorithm)
            .collect(Collectors.toSet());
    plan.keys().stream()
        .map(key -> key.dnskey().algorithm())
        .filter(algorithm -> !signing.contains(algorithm))
        .distinct()
        .forEach(
            algorithm ->
                problems.add(
                    "algorithm "
                        + algorithm.number()
                        + " has no KSK that signs; every algorithm in the DNSKEY RRset must"
                        + " (RFC 4035, 2.2)"));
  }

  private void slots() {
    Slots.firstGap(plan.slots(), plan.from(), plan.until(), Duration.ZERO)
        .ifPresent(
            gap ->
                problems.add("at " + gap + ", in the period, no bundle is valid; close the gap"));
  }

  private void ksks(KeySet ksks) {
    Name zone = ksks.zone();
    if (!zone.equals(plan.zone())) {
      problems.add("the request is for " + plan.zone() + ", the KSKs here are those of " + zone);
      return;
    }
    List<DnskeyRdata> known =
        ksks.keys().stream().filter(key -> key.role() == KeyRole.KSK).map(ZoneKey::dnskey).toList();
    List<DnskeyRdata> active = ksks.active(KeyRole.KSK).stream().map(ZoneKey::dnskey).toList();
    for (CeremonyKey key : plan.keys()) {
      boolean ours = known.contains(key.dnskey());
      boolean signs = active.contains(key.dnskey());
      switch (key.use()) {
        case SIGNING_KSK, PUBLISHED_KSK -> {
          if (!ours) {
            problems.add(key + " is no key of this ceremony");
          } else if (signs != (key.use() == KeyUse.SIGNING_KSK)) {
            problems.add(
                key
                    + (signs ? " is active here" : " is not active here")
                    + " and in the request it is a "
                    + key.use().word());
          }
        }
        case ZSK, FOREIGN -> {
          if (ours) {
            problems.add(key + " is a KSK here and in the request it is " + key.use().word());
          }
        }
      }
    }
    active.stream()
        .filter(key -> plan.keys().stream().noneMatch(k -> k.dnskey().equals(key)))
        .forEach(
            key -> problems.add(CeremonyKey.shown(key) + " is active here and not in the request"));
  }

  private void foreign(Set<Integer> approved) {
    Set<Integer> asked =
        plan.keys(KeyUse.FOREIGN).stream()
            .map(DnskeyRdata::keyTag)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!asked.equals(approved)) {
      problems.add(
          "the tags of the foreign keys, which the request proves nothing about, are "
              + asked
              + ", approved are "
              + new TreeSet<>(approved)
              + "; approve of each by its tag");
    }
  }

  private void limits(CeremonyLimits limits, Instant now) {
    plan.slots().stream()
        .filter(slot -> slot.validity().compareTo(limits.longestValidity()) > 0)
        .findFirst()
        .ifPresent(
            slot -> tooLong("the bundle " + slot, slot.validity(), limits.longestValidity()));
    Duration period = Duration.between(plan.from(), plan.until());
    if (period.compareTo(limits.longestPeriod()) > 0) {
      tooLong("the period", period, limits.longestPeriod());
    }
    Instant last = plan.slots().get(plan.slots().size() - 1).expiration();
    if (last.isAfter(plan.until().plus(limits.longestValidity()))) {
      problems.add("the last bundle, until " + last + ", is not one of the period");
    }
    if (plan.slots().get(0).inception().isBefore(plan.from().minus(limits.longestValidity()))) {
      problems.add("the first bundle begins long before the period");
    }
    Duration ahead = Duration.between(now, plan.until());
    if (ahead.isNegative()) {
      problems.add("the period is over by this machine's clock, " + now + "; look at the clock");
    }
    if (ahead.compareTo(limits.farthest()) > 0) {
      tooLong("the time from now, " + now + ", to the end of the period", ahead, limits.farthest());
    }
  }

  private void tooLong(String what, Duration found, Duration most) {
    problems.add(what + " is " + days(found) + " long; the policy allows " + days(most));
  }

  private static String days(Duration duration) {
    List<String> rest = new ArrayList<>();
    part(duration.toHoursPart(), " h", rest);
    part(duration.toMinutesPart(), " min", rest);
    part(duration.toSecondsPart(), " s", rest);
    return duration.toDays() + " days" + (rest.isEmpty() ? "" : " and " + String.join(" ", rest));
  }

  private static void part(int value, String unit, List<String> parts) {
    if (value != 0) {
      parts.add(value + unit);
    }
  }

  private void continues(KskResponse previous) {
    KskPlan before = previous.plan();
    if (!before.zone().equals(plan.zone())) {
      problems.add("the previous response is of " + before.zone() + ", not of " + plan.zone());
      return;
    }
    try {
      previous.verify();
    } catch (CeremonyException e) {
      problems.add("the previous response is bad: " + e.getMessage());
    }
    List<Slot> both = new ArrayList<>(before.slots());
    both.addAll(plan.slots());
    Slots.firstGap(both, before.from(), plan.until(), Duration.ZERO)
        .ifPresent(
            gap ->
                problems.add(
                    "at "
                        + gap
                        + ", after the previous response and before this period, no bundle is valid"));
  }
}
