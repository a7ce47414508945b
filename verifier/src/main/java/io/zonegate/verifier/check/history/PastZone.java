package io.zonegate.verifier.check.history;

import io.zonegate.verifier.history.ZoneState;

/**
 * A zone that caches may remember.
 *
 * @param state its keys, signers and TTLs
 * @param lastServed the last second in which a cache may have fetched it, since 1970; {@link
 *     #STILL} if name servers have it now
 * @param what for messages, for instance {@code serial 7, released 2026-11-24T12:00:00Z}
 */
record PastZone(ZoneState state, long lastServed, String what) {
  /** Name servers have it until the candidate takes its place. */
  static final long STILL = Long.MAX_VALUE;

  boolean isLive() {
    return lastServed == STILL;
  }

  /** Second from which on no cache has its DNSKEY RRset. */
  long keysForgotten() {
    return after(state.dnskeyTtl());
  }

  /** Second from which on no cache has an RRset of it with signatures. */
  long dataForgotten() {
    return after(state.largestTtl());
  }

  private long after(long ttl) {
    return isLive() ? STILL : lastServed + Math.max(0, ttl);
  }
}
