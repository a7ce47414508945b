package io.zonegate.verifier.crypto;

import io.zonegate.verifier.verdict.SignatureCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the sweep found: a status per RRSIG, and what needs the whole zone.
 *
 * <p>The status array has one octet per record of the zone; it is written by the sweep's workers,
 * each in its own range, and only read afterwards.
 */
public final class SignatureLedger {
  private final byte[] statuses;
  private final Totals totals;

  /**
   * @param largestSignedTtl largest TTL in seconds of an RRset that has an RRSIG, each counted for
   *     no more than half of the RRSIG's validity; -1 if there is none
   * @param soonestExpiration record number of the RRSIG that expires first; -1 if there is none
   * @param counts counts per key tag, algorithm and covered type
   * @param verifiedBy signatures per provider
   * @param refusals algorithms and keys that no provider takes, in words
   * @param duration time spent, summed over threads
   */
  record Totals(
      int largestSignedTtl,
      int soonestExpiration,
      List<SignatureCount> counts,
      Map<String, Long> verifiedBy,
      List<String> refusals,
      Duration duration) {}

  SignatureLedger(byte[] statuses, Totals totals) {
    this.statuses = statuses;
    this.totals = totals;
  }

  /** One of the constants of {@link SignatureStatus}. */
  public byte status(int record) {
    return statuses[record];
  }

  /**
   * Largest TTL in seconds of an RRset that has an RRSIG, each counted for no more than half of the
   * RRSIG's validity; -1 if none has one.
   */
  public int largestSignedTtl() {
    return totals.largestSignedTtl;
  }

  /** Record number of the RRSIG that expires first; -1 if there is no RRSIG. */
  public int soonestExpiration() {
    return totals.soonestExpiration;
  }

  /** Counts per key tag, algorithm and covered type, in this order. */
  public List<SignatureCount> counts() {
    return totals.counts;
  }

  /**
   * Number of signatures decided per provider; under {@code re-checks by} and its name, how many a
   * provider verified again after the program's own verifier had accepted them.
   */
  public Map<String, Long> verifiedBy() {
    return totals.verifiedBy;
  }

  /** Keys that no provider takes, in words. */
  public List<String> refusals() {
    return totals.refusals;
  }

  /** Time that the sweep took, summed over threads. */
  public Duration duration() {
    return totals.duration;
  }
}
