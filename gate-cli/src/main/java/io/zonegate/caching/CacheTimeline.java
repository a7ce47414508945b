package io.zonegate.caching;

import java.util.ArrayList;
import java.util.List;

/**
 * What was published when, in the order in which it was; {@link #caches} says what caches may hold
 * of it. Versions that differ in nothing a validator sees are one.
 */
public final class CacheTimeline {
  /**
   * RRsets of one release.
   *
   * @param content what they are
   * @param ttl the largest TTL among them, in seconds
   * @param firstExpiry see {@link Lifetime#firstExpiry}
   * @param lastExpiry see {@link Lifetime#lastExpiry}
   * @param <C> their kind
   */
  public record Published<C extends Content<C>>(
      C content, long ttl, long firstExpiry, long lastExpiry) {
    /** Without signatures of its own, or with such that are not judged. */
    public static <C extends Content<C>> Published<C> plain(C content, long ttl) {
      return new Published<>(content, ttl, Lifetime.FOREVER, Lifetime.FOREVER);
    }
  }

  private record Release(
      long at, String what, Published<DnskeyRrset> keys, List<Published<SignedRrsets>> data) {}

  private record Parent(long at, String what, Published<DsRrset> ds) {}

  private final long zoneLag;
  private final long parentLag;
  private final List<Release> releases = new ArrayList<>();
  private final List<Parent> parents = new ArrayList<>();

  /**
   * @param zoneLag seconds from a release until the slowest name server has it
   * @param parentLag seconds from asking the parent for another DS RRset until its slowest server
   *     has it: registration and propagation
   */
  public CacheTimeline(long zoneLag, long parentLag) {
    this.zoneLag = zoneLag;
    this.parentLag = parentLag;
  }

  /**
   * Adds a release.
   *
   * @param at second in which the first server may have it, not before the last one's
   * @param data the RRsets by the keys that sign them
   */
  public void release(
      long at, String what, Published<DnskeyRrset> keys, List<Published<SignedRrsets>> data) {
    releases.add(new Release(at, what, keys, List.copyOf(data)));
  }

  /** Adds a DS RRset that the parent was asked for in this second, when it may appear at once. */
  public void parent(long at, String what, Published<DsRrset> ds) {
    parents.add(new Parent(at, what, ds));
  }

  /** Everything that caches may hold if nothing more is published before this second. */
  public Caches caches(long horizon) {
    List<Version<DsRrset>> ds = new ArrayList<>();
    for (int i = 0; i < parents.size(); i++) {
      Parent parent = parents.get(i);
      long replaced = i + 1 < parents.size() ? parents.get(i + 1).at() : Lifetime.FOREVER;
      add(ds, version(parent.what(), parent.ds(), parent.at(), replaced, parentLag));
    }
    List<Version<DnskeyRrset>> keys = new ArrayList<>();
    List<Version<SignedRrsets>> data = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      Release release = releases.get(i);
      long replaced = i + 1 < releases.size() ? releases.get(i + 1).at() : Lifetime.FOREVER;
      add(keys, version(release.what(), release.keys(), release.at(), replaced, zoneLag));
      for (Published<SignedRrsets> rrsets : release.data()) {
        add(data, version(release.what(), rrsets, release.at(), replaced, zoneLag));
      }
    }
    return new Caches(ds, keys, data, horizon);
  }

  private static <C extends Content<C>> Version<C> version(
      String what, Published<C> published, long at, long replaced, long lag) {
    return new Version<>(
        what,
        published.content(),
        new Lifetime(
            at, replaced, lag, published.ttl(), published.firstExpiry(), published.lastExpiry()));
  }

  /** Adds a version, or lengthens the one that it goes on with. */
  private static <C extends Content<C>> void add(List<Version<C>> versions, Version<C> next) {
    for (int i = versions.size() - 1; i >= 0; i--) {
      Version<C> before = versions.get(i);
      if (before.content().equals(next.content()) && goesOn(before.life(), next.life())) {
        Lifetime life = next.life();
        versions.set(
            i,
            new Version<>(
                before.what(),
                before.content(),
                new Lifetime(
                    before.life().first(),
                    life.replaced(),
                    life.lag(),
                    life.ttl(),
                    life.firstExpiry(),
                    life.lastExpiry())));
        return;
      }
    }
    versions.add(next);
  }

  /** Whether nobody can tell where the one ends and the other begins. */
  private static boolean goesOn(Lifetime before, Lifetime after) {
    return before.replaced() == after.first()
        && before.ttl() == after.ttl()
        && !before.isServedExpired()
        && after.firstExpiry() >= after.first()
        && before.lastExpiry() <= after.lastExpiry();
  }
}
