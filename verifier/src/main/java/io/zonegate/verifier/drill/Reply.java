package io.zonegate.verifier.drill;

import java.util.List;

/** What the validator says of the answer to a question. */
public sealed interface Reply {
  /** Secure, or insecure where opt-out makes it so. */
  record Sound() implements Reply {}

  /**
   * Bogus: a resolver that validates answers SERVFAIL.
   *
   * @param reason the validator's words
   * @param rrsets the RRsets of the zone that the answer was made of
   */
  record Bogus(String reason, List<Integer> rrsets) implements Reply {}

  /** Neither; the reason says why. */
  record Open(String reason) implements Reply {}

  /** Not asked, since the validator cannot judge the answer; the reason says why. */
  record LeftOut(String reason) implements Reply {}
}
