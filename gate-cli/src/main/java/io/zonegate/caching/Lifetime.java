package io.zonegate.caching;

/**
 * When name servers have a version of an RRset, and until when some cache may. All times are whole
 * seconds since 1970.
 *
 * @param first the first second in which a server may have it
 * @param replaced the first second in which a server may have the version after it; {@link
 *     #FOREVER} if there is none
 * @param lag seconds after {@code replaced} until the slowest server has the next one; not negative
 * @param ttl its TTL in seconds; not negative
 * @param firstExpiry the last second in which all of its signatures are valid; {@link #FOREVER} if
 *     that is not judged
 * @param lastExpiry the last second in which any of them is; a validator keeps nothing longer than
 *     its signature is valid (RFC 4035 section 5.3.3)
 */
public record Lifetime(
    long first, long replaced, long lag, long ttl, long firstExpiry, long lastExpiry) {
  /** Later than everything; far enough from overflow to be added to. */
  public static final long FOREVER = Long.MAX_VALUE / 4;

  /** Refuses what cannot be. */
  public Lifetime {
    if (replaced < first || lag < 0 || ttl < 0 || lastExpiry < firstExpiry) {
      throw new IllegalArgumentException(
          "served from %d to %d, lag %d, TTL %d, expires %d to %d"
              .formatted(first, replaced, lag, ttl, firstExpiry, lastExpiry));
    }
  }

  /** A version without signatures of its own, or whose signatures are not judged. */
  public static Lifetime unsigned(long first, long replaced, long lag, long ttl) {
    return new Lifetime(first, replaced, lag, ttl, FOREVER, FOREVER);
  }

  /** Whether it has gone, or will. */
  public boolean isReplaced() {
    return replaced < FOREVER;
  }

  /** The last second in which a cache can fetch it. */
  public long lastServed() {
    return isReplaced() ? replaced + lag - 1 : FOREVER;
  }

  /**
   * The first second in which nobody can use it. What was fetched within a second is held until the
   * same moment within the second in which the TTL ends; a TTL of 0 still serves the query that
   * fetched it (RFC 1035 section 3.2.1).
   */
  public long heldUntil() {
    return Math.min(
        isReplaced() ? lastServed() + ttl + 1 : FOREVER,
        lastExpiry == FOREVER ? FOREVER : lastExpiry + 1);
  }

  /** Until when a cache has it that fetches it in this second; the second itself at least. */
  long heldUntil(long fetched) {
    return Math.min(fetched + ttl + 1, lastExpiry == FOREVER ? FOREVER : lastExpiry + 1);
  }

  /** Whether servers still give it out when a signature of it has expired. */
  boolean isServedExpired() {
    return firstExpiry < lastServed();
  }
}
