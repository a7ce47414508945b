package io.zonegate.signer.reuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time at which signatures are judged, and how long they may and must live.
 *
 * @param at the signing time
 * @param validity what a new signature over data has at most
 * @param spread by how much less a new signature over data may have
 * @param dnskeyValidity what a new signature by a key signing key has
 * @param policy until when signatures are kept
 */
public record ReuseRules(
    Instant at, Duration validity, Duration spread, Duration dnskeyValidity, ReusePolicy policy) {

  /** Why a signature is not kept for its times; empty if it may be. */
  Optional<NotKept> judge(Rrsig rrsig, boolean byKsk) {
    Duration longest = byKsk ? dnskeyValidity : validity;
    Duration shortest = byKsk ? dnskeyValidity : validity.minus(spread);
    int now = (int) at.getEpochSecond();
    // Serial number arithmetic (RFC 4034, 3.1.5).
    int remaining = rrsig.expiration() - now;
    if (now - rrsig.inception() < 0 || remaining > longest.toSeconds()) {
      return Optional.of(NotKept.PERIOD);
    }
    return remaining > policy.refresh(shortest).toSeconds()
        ? Optional.empty()
        : Optional.of(NotKept.EXPIRING);
  }
}
