package io.zonegate.rollout;

import io.zonegate.attest.AttestationException;
import io.zonegate.release.ZoneFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Makes attestations for zones that passed. */
@FunctionalInterface
public interface Attestor {
  /**
   * What passed.
   *
   * @param zone apex, absolute
   * @param sha256 SHA-256 of its octets
   * @param facts what was learnt of it
   * @param letPass ids of the checks that were let pass for it
   */
  record Passed(String zone, String sha256, ZoneFacts facts, Set<String> letPass) {
    /** Copies the set. */
    public Passed {
      letPass = Set.copyOf(letPass);
    }
  }

  /**
   * The attestation of a zone; empty if none are made.
   *
   * @param now when it was judged
   */
  Optional<String> attest(Passed passed, Instant now) throws AttestationException;
}
