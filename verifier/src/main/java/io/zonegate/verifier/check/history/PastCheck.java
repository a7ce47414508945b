package io.zonegate.verifier.check.history;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.history.Signer;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

/** A check of the candidate against what caches may still hold. */
abstract class PastCheck extends ApexCheck {
  @Override
  public final Applicability applies(Candidate candidate) {
    Past past = candidate.past();
    if (!past.open().isEmpty()) {
      return Applicability.undecided(past.open());
    }
    if (!past.absent().isEmpty()) {
      return Applicability.no(past.absent());
    }
    return applies(candidate, past);
  }

  /** Whether the check applies, where there is a past. */
  abstract Applicability applies(Candidate candidate, Past past);

  /** For rollovers of a zone that is signed and was. */
  static Applicability ifSignedNowAndBefore(Past past) {
    if (!past.candidate().isSigned()) {
      return Applicability.no("the zone is not signed; see ZONE-SIGNED and ROLL-UNSIGN");
    }
    return past.zones().stream().anyMatch(z -> z.state().isSigned())
        ? Applicability.YES
        : Applicability.no("no earlier zone that caches may hold was signed");
  }

  static long now(Candidate candidate) {
    return candidate.inputs().now().getEpochSecond();
  }

  /** For messages, for instance {@code key tag 1 algorithm 13 and key tag 2 algorithm 13}. */
  static String names(Collection<Signer> signers) {
    return signers.stream().sorted().map(Signer::toString).collect(Collectors.joining(" and "));
  }

  /** For messages: when a wait that began with the candidate's predecessor ends. */
  static String until(long second) {
    return second == PastZone.STILL
        ? "as long as this zone is served, and its TTL after that"
        : "until " + Instant.ofEpochSecond(second);
  }
}
