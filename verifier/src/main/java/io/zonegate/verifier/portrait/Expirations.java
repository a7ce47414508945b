package io.zonegate.verifier.portrait;

import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.crypto.Rrsig;
import io.zonegate.verifier.zone.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When the RRSIGs of a zone expire. Times of 32 bits are read as near the clock (RFC 4034 section
 * 3.1.5).
 *
 * @param byHour number of RRSIGs that expire within each hour, by full hours since 1970; where
 *     these would be thousands, within each day or week, by its first hour
 * @param first when the first one expires; empty if there is none
 * @param last when the last one does
 * @param shortestValidity least time from inception to expiration; zero if there is no RRSIG
 * @param longestValidity longest such time
 * @param leastRemaining what the policy demands to remain of the first one, SIG-REMAINING's limit
 * @param soaExpire the SOA's expire field, within which SIG-REMAINING warns
 */
public record Expirations(
    SortedMap<Long, Long> byHour,
    Optional<Instant> first,
    Optional<Instant> last,
    Duration shortestValidity,
    Duration longestValidity,
    Duration leastRemaining,
    Duration soaExpire) {
  /** Copies the counts. */
  public Expirations {
    byHour = Collections.unmodifiableSortedMap(new TreeMap<>(byHour));
    Objects.requireNonNull(first);
    Objects.requireNonNull(last);
    Objects.requireNonNull(shortestValidity);
    Objects.requireNonNull(longestValidity);
    Objects.requireNonNull(leastRemaining);
    Objects.requireNonNull(soaExpire);
  }

  /** Number of RRSIGs. */
  public long signatures() {
    return byHour.values().stream().mapToLong(Long::longValue).sum();
  }

  static Expirations of(Inputs inputs) {
    return new Walk(inputs).expirations();
  }

  private static final class Walk {
    private static final long HOUR = 3600;
    private static final long DAY_OF_HOURS = 24;
    private static final long WEEK_OF_HOURS = 168;

    /** A zone that was made for it has a million: more than this a picture cannot show apart. */
    private static final int MOST = 5_000;

    private final Inputs inputs;
    private final long now;
    private SortedMap<Long, Long> byHour = new TreeMap<>();
    private long stretch = 1;
    private long hour;
    private long inHour;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long shortest = Long.MAX_VALUE;
    private long longest;
    private int largestTtl = -1;

    Walk(Inputs inputs) {
      this.inputs = inputs;
      this.now = inputs.now().getEpochSecond();
    }

    Expirations expirations() {
      Zone zone = inputs.zone();
      for (int s = 0; s < zone.rrsets(); s++) {
        for (int r = zone.firstSignature(s); r < zone.firstRecord(s + 1); r++) {
          Rrsig rrsig = Rrsig.of(zone, r);
          look(rrsig);
          if (zone.hasData(s)) {
            largestTtl = Math.max(largestTtl, rrsig.countedTtl(zone.ttl(zone.firstRecord(s))));
          }
        }
      }
      flush();
      boolean none = byHour.isEmpty();
      return new Expirations(
          byHour,
          none ? Optional.empty() : Optional.of(Instant.ofEpochSecond(first)),
          none ? Optional.empty() : Optional.of(Instant.ofEpochSecond(last)),
          Duration.ofSeconds(none ? 0 : shortest),
          Duration.ofSeconds(longest),
          inputs.limits().leastRemaining(largestTtl),
          Duration.ofSeconds(zone.soaExpire()));
    }

    private void look(Rrsig rrsig) {
      // The overflow is the point: RFC 1982 compares modulo 2^32.
      int remaining = rrsig.expiration() - (int) now;
      int validity = rrsig.expiration() - rrsig.inception();
      long expiration = now + remaining;
      first = Math.min(first, expiration);
      last = Math.max(last, expiration);
      shortest = Math.min(shortest, validity);
      longest = Math.max(longest, validity);
      // Neighbours mostly expire together.
      long in = Math.floorDiv(expiration, HOUR);
      if (in != hour) {
        flush();
        hour = in;
      }
      inHour++;
    }

    private void flush() {
      if (inHour > 0) {
        byHour.merge(Math.floorDiv(hour, stretch) * stretch, inHour, Long::sum);
        inHour = 0;
        if (byHour.size() > MOST && stretch < WEEK_OF_HOURS) {
          stretch = stretch < DAY_OF_HOURS ? DAY_OF_HOURS : WEEK_OF_HOURS;
          SortedMap<Long, Long> finer = byHour;
          byHour = new TreeMap<>();
          finer.forEach((h, n) -> byHour.merge(Math.floorDiv(h, stretch) * stretch, n, Long::sum));
        }
      }
    }
  }
}
