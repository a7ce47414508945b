package io.zonegate.caching;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A world in which time goes by in whole seconds: servers that are late by a different number of
 * seconds each, and a cache for every server that it may ask and every second in which it may ask
 * it. Knows nothing of intervals, and of validation only what its few numbers mean.
 */
final class ManyCaches {
  /** What is published: numbers of keys in each set; expiry of two RRsets with the same signers. */
  record Parent(int at, Set<Integer> ds) {}

  record Release(
      int at,
      Set<Integer> keys,
      Set<Integer> keySigners,
      int keysExpire,
      Set<Integer> dataSigners,
      int dataExpireFirst,
      int dataExpireLast) {}

  /** What a cache has: the version, and whether its signature was good when it was fetched. */
  private record Entry(int version, boolean isGood) {}

  final int seconds;
  final int zoneLag;
  final int parentLag;
  final int dsTtl;
  final int keysTtl;
  final int dataTtl;
  final List<Parent> parents = new ArrayList<>();
  final List<Release> releases = new ArrayList<>();

  private final int share;

  private ManyCaches(Random random) {
    share = random.nextInt(3) == 0 ? 19 : 10;
    seconds = 20 + random.nextInt(20);
    zoneLag = random.nextInt(4);
    parentLag = random.nextInt(6);
    dsTtl = random.nextInt(9);
    keysTtl = random.nextInt(7);
    dataTtl = random.nextInt(7);
  }

  /** A world by seed: mostly something like a rollover, at random times. */
  static ManyCaches of(Random random) {
    ManyCaches world = new ManyCaches(random);
    world.parents.add(new Parent(0, world.some(random)));
    for (int at = 1; at < world.seconds; at++) {
      if (random.nextInt(14) == 0) {
        world.parents.add(new Parent(at, random.nextInt(8) == 0 ? Set.of() : world.some(random)));
      }
    }
    for (int at = 0; at < world.seconds; at++) {
      if (at == 0 || random.nextInt(9) == 0) {
        Set<Integer> keys = world.isOdd(random) ? Set.of() : world.some(random);
        int first = at + (world.isOdd(random) ? random.nextInt(8) : 1000);
        world.releases.add(
            new Release(
                at,
                keys,
                keys.isEmpty() ? keys : world.some(random),
                at + (world.isOdd(random) ? random.nextInt(8) : 1000),
                world.isOdd(random) ? Set.of() : world.some(random),
                first,
                first + random.nextInt(5)));
      }
    }
    return world;
  }

  /** Some of the keys, one at least; nearly all of them in a world in which little changes. */
  private Set<Integer> some(Random random) {
    Set<Integer> some = new TreeSet<>();
    for (int key : new int[] {801, 802, 1303}) {
      if (random.nextInt(20) < share) {
        some.add(key);
      }
    }
    return some.isEmpty() ? Set.of(802) : some;
  }

  private boolean isOdd(Random random) {
    return random.nextInt(3 * share) < 3 && share < 15;
  }

  /** Asks every cache in every second. */
  Set<List<Integer>> failed(boolean everyAlgorithm) {
    Set<List<Integer>> failed = new java.util.HashSet<>();
    for (int now = 0; now < seconds; now++) {
      Set<Entry> ds = new java.util.HashSet<>();
      Set<Entry> keys = new java.util.HashSet<>();
      Set<Entry> data = new java.util.HashSet<>();
      for (int fetched = 0; fetched <= now; fetched++) {
        for (int late = 0; late <= parentLag; late++) {
          int version = at(parents.stream().map(Parent::at).toList(), fetched - late);
          if (now == fetched || now < fetched + dsTtl) {
            ds.add(new Entry(version, true));
          }
        }
        for (int late = 0; late <= zoneLag; late++) {
          int version = at(releases.stream().map(Release::at).toList(), fetched - late);
          Release release = releases.get(version);
          hold(keys, version, fetched, now, keysTtl, release.keysExpire());
          hold(data, version, fetched, now, dataTtl, release.dataExpireFirst());
          hold(data, version, fetched, now, dataTtl, release.dataExpireLast());
        }
      }
      for (Entry d : ds) {
        for (Entry k : keys) {
          for (Entry s : data) {
            if (!validates(d, k, s, everyAlgorithm)) {
              failed.add(List.of(now, d.version(), k.version(), s.version()));
            }
          }
        }
      }
    }
    return failed;
  }

  private static void hold(
      Set<Entry> cache, int version, int fetched, int now, int ttl, int expires) {
    if (now == fetched || (now < fetched + ttl && now <= expires)) {
      cache.add(new Entry(version, now <= expires));
    }
  }

  /** The last version that was there in this second; servers had the first one always. */
  private static int at(List<Integer> times, int second) {
    return Math.max(
        0, (int) IntStream.range(0, times.size()).filter(i -> times.get(i) <= second).count() - 1);
  }

  private boolean validates(Entry d, Entry k, Entry s, boolean everyAlgorithm) {
    Set<Integer> ds = parents.get(d.version()).ds();
    if (ds.isEmpty()) {
      return true;
    }
    Release keyRelease = releases.get(k.version());
    Set<Integer> entries = new TreeSet<>(ds);
    entries.retainAll(keyRelease.keys());
    entries.retainAll(k.isGood() ? keyRelease.keySigners() : Set.of());
    Set<Integer> makers = new TreeSet<>(keyRelease.keys());
    makers.retainAll(s.isGood() ? releases.get(s.version()).dataSigners() : Set.of());
    if (!everyAlgorithm) {
      return !entries.isEmpty() && !makers.isEmpty();
    }
    return !entries.isEmpty()
        && !makers.isEmpty()
        && algorithms(entries).equals(algorithms(ds))
        && algorithms(makers).equals(algorithms(keyRelease.keys()));
  }

  private static Set<Integer> algorithms(Set<Integer> keys) {
    Set<Integer> algorithms = new TreeSet<>();
    keys.forEach(k -> algorithms.add(k / 100));
    return algorithms;
  }

  /** The same world as the model under test is told of it; versions are named by their numbers. */
  Caches caches() {
    List<Version<DsRrset>> ds = new ArrayList<>();
    List<Version<DnskeyRrset>> keys = new ArrayList<>();
    List<Version<SignedRrsets>> data = new ArrayList<>();
    for (int i = 0; i < parents.size(); i++) {
      Parent parent = parents.get(i);
      long replaced = i + 1 < parents.size() ? parents.get(i + 1).at() : Lifetime.FOREVER;
      ds.add(
          new Version<>(
              String.valueOf(i),
              Parts.ds(array(parent.ds())),
              Lifetime.unsigned(parent.at(), replaced, parentLag, dsTtl)));
    }
    for (int i = 0; i < releases.size(); i++) {
      Release r = releases.get(i);
      long replaced = i + 1 < releases.size() ? releases.get(i + 1).at() : Lifetime.FOREVER;
      keys.add(
          new Version<>(
              String.valueOf(i),
              Parts.keys(array(r.keys()), array(r.keySigners())),
              new Lifetime(r.at(), replaced, zoneLag, keysTtl, r.keysExpire(), r.keysExpire())));
      data.add(
          new Version<>(
              String.valueOf(i),
              Parts.data(array(r.dataSigners())),
              new Lifetime(
                  r.at(), replaced, zoneLag, dataTtl, r.dataExpireFirst(), r.dataExpireLast())));
    }
    return new Caches(ds, keys, data, seconds);
  }

  private static int[] array(Set<Integer> keys) {
    return keys.stream().mapToInt(Integer::intValue).toArray();
  }
}
