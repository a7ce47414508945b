package io.zonegate.signer.reuse;

import java.time.Duration;
import java.util.Optional;

/**
 * Until when signatures are kept. Immutable.
 *
 * @param refresh the remaining life above which a signature is kept; empty for a third of the
 *     shortest life that a new one has
 * @param keyChange what becomes of the signatures of a ZSK that is no longer active
 */
public record ReusePolicy(Optional<Duration> refresh, KeyChange keyChange) {

  /**
   * A third: of 14 days less one of spread 4 days and 8 hours, so that a signer that fails on the
   * eve of a long weekend is mended before the oldest signature expires. BIND takes a quarter.
   */
  public static final ReusePolicy DEFAULT = new ReusePolicy(Optional.empty(), KeyChange.AT_ONCE);

  private static final int PART = 3;

  /**
   * The remaining life above which a signature is kept.
   *
   * @param shortest the life of a new signature of its kind that expires first
   */
  public Duration refresh(Duration shortest) {
    return refresh.orElse(shortest.dividedBy(PART));
  }
}
