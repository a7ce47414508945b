package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.parent.Ds;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A key that the approved key plan names. It is named by digest: a key tag can be shared, as in the
 * .de outage of 2026.
 *
 * @param ds key tag, algorithm and digest of the key, flags included, so that the revoked form of a
 *     key is another one
 * @param from published from this moment on; empty for always
 * @param until published until this moment, no longer at it; empty for ever
 * @param optional whether the key may be missing
 */
public record PlannedKey(Ds ds, Optional<Instant> from, Optional<Instant> until, boolean optional) {
  /** Refuses a digest that cannot be compared, and a window without a moment in it. */
  public PlannedKey {
    Objects.requireNonNull(from);
    if (!ds.isSupported()) {
      throw new IllegalArgumentException(ds + ": digest type is not 1, 2 or 4");
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException(
          ds + ": planned from " + from.get() + " to " + until.get());
    }
  }

  /** Whether the plan has the key at this time. */
  public boolean holdsAt(Instant time) {
    return (from.isEmpty() || !time.isBefore(from.get()))
        && (until.isEmpty() || time.isBefore(until.get()));
  }
}
