package io.zonegate.oracle;

import io.zonegate.caching.Caches;
import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.Lifetime;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.caching.Version;
import io.zonegate.verifier.parent.Ds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A short history of a zone and its parent by seed: what was released, what DS RRset the parent
 * had, when; and a candidate. What is released is sound by itself, and may be what no cache can get
 * on with: histories know of such releases too. All times are seconds since the first release.
 */
final class RandomRollover {
  /** Seconds from a release until the slowest server of the zone has it. */
  static final long PROPAGATION = 600;

  /** The same for the parent's DS RRset. */
  static final long PARENT = 900;

  private static final List<Long> TTLS = List.of(300L, 1_800L, 7_200L);
  private static final List<Long> DS_TTLS = List.of(1_200L, 86_400L);

  /** A DS record of a key. */
  record Link(RolloverKey key, int digestType) {
    Ds ds() {
      return key.ds(digestType);
    }
  }

  /** The DS RRset that the parent was asked for in a second; empty for none. */
  record Parent(long at, Set<Link> ds, long ttl) {}

  /** A zone that was released in a second. */
  record Release(long at, RolloverZone zone) {}

  /**
   * A zone that was seen on all name servers in a second.
   *
   * @param release which release it was
   */
  record Sighting(long at, int release) {}

  private final Random random;
  private final boolean isConservative;
  private final boolean needsSightings;
  private final List<Parent> parents = new ArrayList<>();
  private final List<Release> releases = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private final RolloverZone candidate;
  private final boolean isLastParentKnown;
  private long last;

  RandomRollover(long seed) {
    // The first numbers of neighbouring seeds are alike.
    random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    isConservative = random.nextInt(3) == 0;
    needsSightings = random.nextInt(5) == 0;
    begin();
    for (int steps = 1 + random.nextInt(5); steps > 0; steps--) {
      last = later();
      int step = random.nextInt(10);
      if (step < 4) {
        parents.add(nextParent());
      } else if (step < 9) {
        releases.add(new Release(last, next(live())));
      } else {
        // What should be live, or a zone that should be gone.
        sightings.add(new Sighting(last, Math.max(0, releases.size() - 1 - random.nextInt(2))));
      }
      if (needsSightings && random.nextInt(2) == 0) {
        last += 1 + random.nextInt(3_000);
        sightings.add(new Sighting(last, releases.size() - 1));
      }
    }
    candidate = next(live());
    isLastParentKnown = parents.size() < 2 || random.nextInt(8) > 0;
  }

  /** Whether every algorithm counts. */
  boolean isConservative() {
    return isConservative;
  }

  /** Whether a release counts only when it was seen. */
  boolean needsSightings() {
    return needsSightings;
  }

  /** Whether somebody recorded the parent's last change; what the parent has today is said. */
  boolean isLastParentKnown() {
    return isLastParentKnown;
  }

  List<Parent> parents() {
    return parents;
  }

  List<Release> releases() {
    return releases;
  }

  List<Sighting> sightings() {
    return sightings;
  }

  RolloverZone candidate() {
    return candidate;
  }

  private RolloverZone live() {
    return releases.get(releases.size() - 1).zone();
  }

  private void begin() {
    RolloverZone zone =
        switch (random.nextInt(12)) {
          case 0 -> RolloverZone.UNSIGNED;
          case 1, 2, 3 -> RolloverZone.FIRST_WITH_TWO;
          default -> RolloverZone.FIRST;
        };
    for (int i = random.nextInt(5); i > 0; i--) {
      zone = next(zone);
    }
    releases.add(new Release(0, zone));
    Set<Link> ds = new LinkedHashSet<>();
    for (RolloverKey key : zone.entries()) {
      if (ds.isEmpty() || random.nextInt(2) == 0) {
        ds.add(new Link(key, digestType()));
      }
    }
    parents.add(new Parent(0, random.nextInt(10) == 0 ? Set.of() : ds, of(DS_TTLS)));
    last = PARENT + 100;
  }

  private <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** SHA-256 mostly; SHA-384 or SHA-1. */
  private int digestType() {
    return random.nextInt(6) == 0 ? 4 : random.nextInt(10) == 0 ? 1 : 2;
  }

  private Parent nextParent() {
    Parent before = parents.get(parents.size() - 1);
    Set<Link> ds = new LinkedHashSet<>(before.ds());
    long ttl = random.nextInt(5) == 0 ? of(DS_TTLS) : before.ttl();
    switch (random.nextInt(7)) {
      case 0 -> ds.removeIf(link -> random.nextInt(2) == 0);
      case 1 -> {
        ds.add(new Link(of(RolloverKey.KSKS), 4));
        ds.add(new Link(of(RolloverKey.KSKS), 2));
      }
      case 2, 3 -> {
        ds.clear();
        live().entries().forEach(key -> ds.add(new Link(key, digestType())));
      }
      case 4 -> ds.clear();
      case 5 -> ttl = of(DS_TTLS);
      default -> {
        ds.clear();
        ds.add(new Link(of(RolloverKey.KSKS), digestType()));
      }
    }
    return new Parent(last, ds, ttl);
  }

  /** The zone after some changes. */
  private RolloverZone next(RolloverZone before) {
    for (int tries = 0; tries < 200; tries++) {
      RolloverZone zone = before;
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        zone = changed(zone);
      }
      if (zone.isSound() && canBeTold(zone) && (!isConservative || zone.isComplete())) {
        return zone;
      }
    }
    return before;
  }

  /** A signature by a key that is not published has a tag and no more: docs/limitations.md. */
  private static boolean canBeTold(RolloverZone zone) {
    return List.of(RolloverKey.K1, RolloverKey.K1_TWIN).stream()
        .allMatch(
            key ->
                zone.keys().contains(key)
                    || !(zone.signers().contains(key) || zone.others().contains(key)));
  }

  private RolloverZone changed(RolloverZone zone) {
    if (!zone.isSigned()) {
      return random.nextInt(3) == 0 ? zone : RolloverZone.FIRST;
    }
    Set<RolloverKey> keys = new TreeSet<>(zone.keys());
    Set<RolloverKey> entries = new TreeSet<>(zone.entries());
    Set<RolloverKey> signers = new TreeSet<>(zone.signers());
    Set<RolloverKey> others = new TreeSet<>(zone.others());
    long keysTtl = zone.keysTtl();
    long ttl = zone.ttl();
    RolloverKey key = of(RolloverKey.ALL);
    switch (random.nextInt(20)) {
      case 0, 1 -> keys.add(key);
      case 2 -> keys.remove(key);
      case 3 -> {
        keys.remove(key);
        entries.remove(key);
      }
      case 4 -> {
        keys.add(key);
        entries.add(key);
      }
      case 5 -> entries.remove(key);
      case 6 -> {
        keys.add(key);
        entries.clear();
        entries.add(key);
      }
      case 7 -> {
        keys.add(key);
        signers.add(key);
        others.add(key);
      }
      case 8 -> {
        signers.remove(key);
        others.remove(key);
      }
      case 9 -> {
        keys.add(key);
        signers.clear();
        signers.add(key);
        others.clear();
        others.add(key);
      }
      case 10 -> {
        others.clear();
        others.add(key);
      }
      case 11 -> keysTtl = of(TTLS);
      case 12 -> ttl = of(TTLS);
      case 13 -> {
        entries.addAll(keys.contains(RolloverKey.K1) ? Set.of(RolloverKey.K1) : Set.of());
        for (Set<RolloverKey> set : List.of(keys, entries, signers, others)) {
          if (set.remove(RolloverKey.K1)) {
            set.add(RolloverKey.K1_REVOKED);
          }
        }
      }
      case 14 -> {
        keys.addAll(List.of(RolloverKey.KB, RolloverKey.ZB));
        entries.add(RolloverKey.KB);
        signers.add(RolloverKey.ZB);
        others.add(RolloverKey.ZB);
      }
      case 15, 16 -> {
        succeed(key, signers);
        succeed(key, others);
        keys.add(key);
      }
      case 17 -> {
        succeed(key, entries);
        keys.add(key);
      }
      case 18 ->
          keys.removeIf(k -> !entries.contains(k) && !signers.contains(k) && !others.contains(k));
      default -> {
        if (random.nextBoolean()) {
          return RolloverZone.UNSIGNED;
        }
        others.clear();
        others.addAll(signers);
      }
    }
    return keys.isEmpty()
        ? RolloverZone.UNSIGNED
        : new RolloverZone(keys, entries, signers, others, keysTtl, ttl);
  }

  /** The key takes the place of those of its algorithm, if there are any. */
  private static void succeed(RolloverKey key, Set<RolloverKey> signers) {
    if (signers.removeIf(k -> k.algorithm() == key.algorithm())) {
      signers.add(key);
    }
  }

  /** A second after the last event: mostly one at which something runs out, or beside it. */
  private long later() {
    List<Long> instants = instants();
    return instants.isEmpty() || random.nextInt(3) == 0
        ? last + 1 + random.nextInt(4_000)
        : of(instants) + random.nextInt(3) - 1;
  }

  /** Seconds at which something runs out that was there before or is there now. */
  private List<Long> instants() {
    Set<Long> instants = new TreeSet<>();
    for (Release held : releases) {
      for (long ttl : List.of(0L, held.zone().keysTtl(), held.zone().ttl())) {
        releases.forEach(release -> instants.add(release.at() + PROPAGATION + ttl));
        sightings.forEach(sighting -> instants.add(sighting.at() + ttl));
      }
    }
    for (Parent parent : parents) {
      instants.add(parent.at() + PARENT);
      parents.forEach(held -> instants.add(parent.at() + PARENT + held.ttl()));
    }
    return instants.stream().filter(instant -> instant > last + 1).toList();
  }

  /** Seconds in which to judge the candidate: at once, and where something runs out. */
  Set<Long> judged() {
    Set<Long> seconds = new TreeSet<>(Set.of(last));
    List<Long> instants = instants();
    for (int i = 0; i < 2 && !instants.isEmpty(); i++) {
      long instant = of(instants);
      seconds.addAll(Set.of(instant - 1, instant));
      if (random.nextInt(4) == 0) {
        seconds.add(instant + 1);
      }
    }
    return seconds;
  }

  /**
   * All that caches may hold from the second on in which the candidate is released.
   *
   * @param longest whether a DS RRset has the longest TTL that its records ever had
   */
  Caches caches(long now, boolean longest) {
    List<Version<DsRrset>> ds = new ArrayList<>();
    for (int i = 0; i < parents.size(); i++) {
      Parent parent = parents.get(i);
      long replaced = i + 1 < parents.size() ? parents.get(i + 1).at() : Lifetime.FOREVER;
      long ttl = longest ? longestTtl(i) : parent.ttl();
      Lifetime life = Lifetime.unsigned(parent.at(), replaced, PARENT, ttl);
      ds.add(new Version<>(String.valueOf(i), RolloverKey.ds(parent.ds()), life));
    }
    List<Version<DnskeyRrset>> keys = new ArrayList<>();
    List<Version<SignedRrsets>> data = new ArrayList<>();
    for (int i = 0; i <= releases.size(); i++) {
      RolloverZone zone = i < releases.size() ? releases.get(i).zone() : candidate;
      long at = i < releases.size() ? releases.get(i).at() : now;
      long gone = i < releases.size() ? gone(i, now) : Lifetime.FOREVER;
      boolean stays = gone == Lifetime.FOREVER;
      long end = stays ? gone : i + 1 < releases.size() ? releases.get(i + 1).at() : now;
      long lag = gone - end;
      String what = String.valueOf(i);
      keys.add(new Version<>(what, zone.keySet(), Lifetime.unsigned(at, end, lag, zone.keysTtl())));
      Lifetime life = Lifetime.unsigned(at, end, lag, zone.ttl());
      data.add(new Version<>(what, RolloverKey.signed(zone.signers()), life));
      data.add(new Version<>(what, RolloverKey.signed(zone.others()), life));
    }
    return new Caches(ds, keys, data, now + 1_000_000);
  }

  private long longestTtl(int parent) {
    Set<Link> ds = parents.get(parent).ds();
    int first = parent;
    while (first > 0 && parents.get(first - 1).ds().equals(ds)) {
      first--;
    }
    return parents.stream()
        .skip(first)
        .takeWhile(p -> p.ds().equals(ds))
        .mapToLong(Parent::ttl)
        .max()
        .orElseThrow();
  }

  /** The first second in which no server has a release any more, by all that is known of it. */
  private long gone(int release, long now) {
    long replaced = release + 1 < releases.size() ? releases.get(release + 1).at() : now;
    long gone = replaced + PROPAGATION;
    if (needsSightings) {
      gone =
          sightings.stream()
              .filter(s -> s.release() > release)
              .mapToLong(s -> Math.max(replaced + PROPAGATION, s.at()))
              .min()
              .orElse(Lifetime.FOREVER);
    }
    for (int i = 0; i < sightings.size(); i++) {
      if (sightings.get(i).release() == release && sightings.get(i).at() > gone) {
        gone = i + 1 < sightings.size() ? sightings.get(i + 1).at() : Lifetime.FOREVER;
      }
    }
    return gone;
  }

  @Override
  public String toString() {
    return "parents %s%s%nreleases %s%nsightings %s%s%ncandidate %s%s"
        .formatted(
            parents,
            isLastParentKnown ? "" : ", the last one not recorded",
            releases,
            sightings,
            needsSightings ? ", wanted" : "",
            candidate,
            isConservative ? ", conservative" : "");
  }
}
