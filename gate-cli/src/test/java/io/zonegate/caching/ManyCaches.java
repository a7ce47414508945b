package io.zonegate.caching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A world in which time goes by in whole seconds: servers that are late by a different number of
 * seconds each, and a cache for every server that it may ask and every second in which it may ask
 * it. TTLs, keys and signatures may change with every release. Knows nothing of intervals and of
 * versions that go on, and of validation only what its few numbers mean: a key is a number, its
 * algorithm the hundreds of it.
 */
public final class ManyCaches {
  /** The keys that there are. */
  public static final List<Integer> KEYS = List.of(801, 802, 1303);

  /** A DS RRset. */
  public record Parent(int at, Set<Integer> ds, int ttl) {}

  /** Two RRsets with the same signers, whose signatures end at different times. */
  public record Data(Set<Integer> signers, int ttl, int expireFirst, int expireLast) {}

  /** A zone. */
  public record Release(
      int at,
      Set<Integer> keys,
      Set<Integer> keySigners,
      int keysTtl,
      int keysExpire,
      List<Data> data) {}

  /** What a resolver has in a second. */
  public record Combination(
      int second,
      Set<Integer> ds,
      Set<Integer> keys,
      Set<Integer> keySigners,
      Set<Integer> dataSigners) {}

  /** What a cache has of the DNSKEY RRset or other RRsets: are its signatures good? */
  private record Keys(Set<Integer> keys, Set<Integer> signers, boolean isGood) {}

  private record Signed(Set<Integer> signers, boolean isGood) {}

  private record Meeting(Set<Integer> ds, Keys keys, Signed data) {}

  private final List<Parent> parents = new ArrayList<>();
  private final List<Release> releases = new ArrayList<>();
  private final int seconds;
  private final int zoneLag;
  private final int parentLag;
  private final int share;
  private final Random random;

  private ManyCaches(Random random) {
    this.random = random;
    share = random.nextInt(3) == 0 ? 19 : 10;
    seconds = 20 + random.nextInt(20);
    zoneLag = random.nextInt(4);
    parentLag = random.nextInt(6);
  }

  /**
   * A world by seed: mostly something like a rollover, at random times.
   *
   * @param dsTtlChanges whether the DS RRset's TTL may change
   */
  public static ManyCaches of(Random random, boolean dsTtlChanges) {
    ManyCaches world = new ManyCaches(random);
    int dsTtl = random.nextInt(9);
    world.parents.add(new Parent(0, world.some(), dsTtl));
    for (int at = 1; at < world.seconds; at++) {
      if (random.nextInt(14) == 0) {
        dsTtl = dsTtlChanges ? world.ttl(dsTtl) : dsTtl;
        world.parents.add(new Parent(at, random.nextInt(8) == 0 ? Set.of() : world.some(), dsTtl));
      }
    }
    world.releases.add(world.first());
    for (int at = 1; at < world.seconds; at++) {
      if (random.nextInt(9) == 0) {
        world.releases.add(world.after(world.releases.get(world.releases.size() - 1), at));
      }
    }
    return world;
  }

  /** Longer or shorter, or mostly the same. */
  private int ttl(int before) {
    return random.nextInt(3) == 0 ? random.nextInt(9) : before;
  }

  private Release first() {
    Set<Integer> keys = isOdd() ? Set.of() : some();
    List<Data> data = List.of(data(0, isOdd() ? Set.of() : some(), random.nextInt(7)));
    return new Release(0, keys, keys.isEmpty() ? keys : some(), random.nextInt(7), expiry(0), data);
  }

  /** Keys and signers are others than before, or the same ones sign anew. */
  private Release after(Release before, int at) {
    boolean sameKeys = random.nextInt(3) == 0;
    Set<Integer> keys = sameKeys ? before.keys() : isOdd() ? Set.of() : some();
    Set<Integer> keySigners = sameKeys ? before.keySigners() : keys.isEmpty() ? keys : some();
    Data first = before.data().get(0);
    Set<Integer> signers = random.nextInt(3) == 0 ? first.signers() : isOdd() ? Set.of() : some();
    Data anew = data(at, signers, ttl(first.ttl()));
    Data kept = new Data(signers, anew.ttl(), first.expireFirst(), first.expireLast());
    List<Data> data = new ArrayList<>(List.of(random.nextInt(4) == 0 ? kept : anew));
    Set<Integer> others = some();
    if (random.nextInt(4) == 0 && !others.equals(signers)) {
      data.add(data(at, others, random.nextInt(7)));
    }
    return new Release(at, keys, keySigners, ttl(before.keysTtl()), expiry(at), data);
  }

  private Data data(int at, Set<Integer> signers, int ttl) {
    int first = expiry(at);
    return new Data(signers, ttl, first, first + random.nextInt(5));
  }

  /** Signatures that were kept may have expired already. */
  private int expiry(int at) {
    return at + (isOdd() ? random.nextInt(12) - 4 : 1000);
  }

  /** Some of the keys, one at least; nearly all of them in a world in which little changes. */
  private Set<Integer> some() {
    Set<Integer> some = new TreeSet<>();
    for (int key : KEYS) {
      if (random.nextInt(20) < share) {
        some.add(key);
      }
    }
    return some.isEmpty() ? Set.of(802) : some;
  }

  private boolean isOdd() {
    return random.nextInt(3 * share) < 3 && share < 15;
  }

  /** DS RRsets in their order. */
  public List<Parent> parents() {
    return parents;
  }

  /** Zones in their order. */
  public List<Release> releases() {
    return releases;
  }

  /** Number of seconds that are looked at. */
  public int seconds() {
    return seconds;
  }

  /** How late the slowest server of the zone is, in seconds. */
  public int zoneLag() {
    return zoneLag;
  }

  /** How late the slowest server of the parent is, in seconds. */
  public int parentLag() {
    return parentLag;
  }

  /** Asks every cache in every second. */
  public Set<Combination> failed(boolean everyAlgorithm) {
    Set<Combination> failed = new HashSet<>();
    Map<Meeting, Boolean> known = new HashMap<>();
    for (int now = 0; now < seconds; now++) {
      Set<Set<Integer>> ds = new HashSet<>();
      Set<Keys> keys = new HashSet<>();
      Set<Signed> data = new HashSet<>();
      for (int fetched = 0; fetched <= now; fetched++) {
        for (int late = 0; late <= parentLag; late++) {
          int second = fetched - late;
          Parent parent = parents.get(last(parents.stream().map(Parent::at), second));
          if (holds(fetched, now, parent.ttl(), Integer.MAX_VALUE)) {
            ds.add(parent.ds());
          }
        }
        for (int late = 0; late <= zoneLag; late++) {
          int second = fetched - late;
          Release release = releases.get(last(releases.stream().map(Release::at), second));
          int end = release.keysExpire();
          if (holds(fetched, now, release.keysTtl(), end)) {
            keys.add(new Keys(release.keys(), release.keySigners(), now <= end));
          }
          for (Data rrsets : release.data()) {
            for (int expires : List.of(rrsets.expireFirst(), rrsets.expireLast())) {
              if (holds(fetched, now, rrsets.ttl(), expires)) {
                data.add(new Signed(rrsets.signers(), now <= expires));
              }
            }
          }
        }
      }
      for (Set<Integer> d : ds) {
        for (Keys k : keys) {
          for (Signed s : data) {
            if (!known.computeIfAbsent(new Meeting(d, k, s), m -> validates(m, everyAlgorithm))) {
              failed.add(new Combination(now, d, k.keys(), k.signers(), s.signers()));
            }
          }
        }
      }
    }
    return failed;
  }

  /** A validator keeps nothing beyond its signature; what it has just fetched it has. */
  private static boolean holds(int fetched, int now, int ttl, int expires) {
    return now == fetched || (now <= fetched + ttl && now <= expires);
  }

  /** The last version that was there in this second; servers had the first one always. */
  private static int last(Stream<Integer> times, int second) {
    List<Integer> all = times.toList();
    return Math.max(
        0, (int) IntStream.range(0, all.size()).filter(i -> all.get(i) <= second).count() - 1);
  }

  private static boolean validates(Meeting met, boolean everyAlgorithm) {
    if (met.ds().isEmpty()) {
      return true;
    }
    Set<Integer> entries = new TreeSet<>(met.ds());
    entries.retainAll(met.keys().keys());
    entries.retainAll(met.keys().isGood() ? met.keys().signers() : Set.of());
    Set<Integer> makers = new TreeSet<>(met.keys().keys());
    makers.retainAll(met.data().isGood() ? met.data().signers() : Set.of());
    if (!everyAlgorithm) {
      return !entries.isEmpty() && !makers.isEmpty();
    }
    return !entries.isEmpty()
        && !makers.isEmpty()
        && algorithms(entries).equals(algorithms(met.ds()))
        && algorithms(makers).equals(algorithms(met.keys().keys()));
  }

  private static Set<Integer> algorithms(Set<Integer> keys) {
    return keys.stream().map(k -> k / 100).collect(Collectors.toSet());
  }

  /**
   * What a proof over this world says of each second.
   *
   * @param number the number of a key by the SHA-256 that the proof knows it by
   */
  public Set<Combination> failed(CacheProof proof, ToIntFunction<String> number) {
    Set<Combination> failed = new HashSet<>();
    for (Failure f : proof.failures()) {
      for (long s = f.from(); s < Math.min(f.until(), seconds); s++) {
        failed.add(combination(f, (int) s, number));
      }
    }
    return failed;
  }

  /** The combination of a failure, in this second. */
  static Combination combination(Failure failure, int second, ToIntFunction<String> number) {
    DnskeyRrset keys = failure.keys().content();
    return new Combination(
        second,
        numbers(failure.ds().content().links().stream().map(DsRrset.Link::key), number),
        numbers(keys.keys().stream().map(k -> k.sha256()), number),
        numbers(keys.signers().stream().map(s -> s.sha256()), number),
        numbers(failure.data().content().signers().stream().map(s -> s.sha256()), number));
  }

  private static Set<Integer> numbers(Stream<String> keys, ToIntFunction<String> number) {
    return keys.mapToInt(number).boxed().collect(Collectors.toSet());
  }

  /** The same world as the model under test is told of it. */
  CacheTimeline timeline() {
    CacheTimeline timeline = new CacheTimeline(zoneLag, parentLag);
    parents.forEach(
        p -> timeline.parent(p.at(), "DS", Parts.ttl(p.ttl(), Parts.ds(array(p.ds())))));
    releases.forEach(
        r ->
            timeline.release(
                r.at(),
                "zone",
                new CacheTimeline.Published<>(
                    Parts.keys(array(r.keys()), array(r.keySigners())),
                    r.keysTtl(),
                    r.keysExpire(),
                    r.keysExpire()),
                r.data().stream()
                    .map(
                        d ->
                            new CacheTimeline.Published<>(
                                Parts.data(array(d.signers())),
                                d.ttl(),
                                d.expireFirst(),
                                d.expireLast()))
                    .toList()));
    return timeline;
  }

  private static int[] array(Set<Integer> keys) {
    return keys.stream().mapToInt(Integer::intValue).toArray();
  }
}
