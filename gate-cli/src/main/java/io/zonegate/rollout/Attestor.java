package io.zonegate.rollout;

import io.zonegate.attest.AttestationException;
import io.zonegate.release.Release;
import java.time.Instant;
import java.util.Optional;

/** Makes attestations for releases that passed. */
@FunctionalInterface
public interface Attestor {
  /**
   * The attestation of a release; empty if none are made.
   *
   * @param release judged, with its facts
   * @param now when it was judged
   */
  Optional<String> attest(Release release, Instant now) throws AttestationException;
}
