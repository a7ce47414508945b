package io.zonegate.caching;

import java.util.ArrayList;
import java.util.List;

/**
 * A time in which resolvers may work with a version: while caches may hold it with good signatures,
 * or while servers still give it out with expired ones.
 *
 * @param version the version
 * @param content what a validator gets of it in this time
 * @param isExpired whether its signatures have expired
 * @param from first second
 * @param until the first second after it
 */
record Phase<C extends Content<C>>(
    Version<C> version, C content, boolean isExpired, long from, long until) {

  /** The phases that begin before the horizon. */
  static <C extends Content<C>> List<Phase<C>> of(List<Version<C>> versions, long horizon) {
    List<Phase<C>> phases = new ArrayList<>();
    for (Version<C> version : versions) {
      Lifetime life = version.life();
      boolean isServed = life.first() <= life.lastServed();
      if (isServed && life.first() < Math.min(horizon, life.heldUntil())) {
        phases.add(new Phase<>(version, version.content(), false, life.first(), life.heldUntil()));
      }
      long begin = Math.max(life.first(), life.firstExpiry() + 1);
      if (isServed && life.isServedExpired() && begin < horizon) {
        phases.add(
            new Phase<>(version, version.content().expired(), true, begin, life.lastServed() + 1));
      }
    }
    return phases;
  }

  /**
   * When a cache fetched it that has it in this second and goes on with it for longest: as late as
   * possible, or so that its last renewal falls into the last second in which a server has it.
   */
  long fetchedBy(long second) {
    Lifetime life = version.life();
    long last = Math.min(life.lastServed(), life.lastExpiry());
    if (isExpired || !life.isReplaced() || second >= last) {
      return isExpired ? second : Math.min(second, last);
    }
    long inStep = second - Math.floorMod(second - last, Math.max(1, life.ttl()));
    return inStep < life.first() ? second : inStep;
  }

  /**
   * Until when a resolver works with it that fetched it in this second and asks again, a server
   * that still has it, whenever its TTL has run out.
   */
  long worksUntil(long fetched) {
    if (isExpired) {
      return until;
    }
    Lifetime life = version.life();
    if (!life.isReplaced()) {
      return life.heldUntil();
    }
    long ttl = Math.max(1, life.ttl());
    long last = Math.min(life.lastServed(), life.lastExpiry());
    return life.heldUntil(fetched + (last - fetched) / ttl * ttl);
  }
}
