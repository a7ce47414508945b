package io.zonegate.verifier.check.history;

import io.zonegate.verifier.history.SeenDs;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A DS RRset of the parent that caches may remember.
 *
 * @param seen the records
 * @param firstSeen second of the event that first recorded it, since 1970
 * @param lastServed the last second in which a cache may have fetched it; {@link PastZone#STILL} if
 *     it was not recorded as gone
 * @param what for messages, for instance {@code DS RRset seen from 2026-11-24T12:00:00Z on}
 */
record PastDs(SeenDs seen, long firstSeen, long lastServed, String what) {
  /** Second from which on no cache has it; empty if its TTL is not known. */
  OptionalLong forgotten(Optional<Duration> assumedTtl) {
    if (lastServed == PastZone.STILL) {
      return OptionalLong.of(PastZone.STILL);
    }
    if (seen.ttl() >= 0) {
      return OptionalLong.of(lastServed + seen.ttl());
    }
    return assumedTtl.isPresent()
        ? OptionalLong.of(lastServed + assumedTtl.get().toSeconds())
        : OptionalLong.empty();
  }
}
