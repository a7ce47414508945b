package io.zonegate.verifier.drill;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The RRsets that a server puts into a negative answer.
 *
 * @param rrsets NSEC or NSEC3 RRsets, each once, in the order of the answer
 * @param optOut whether the next closer name is covered by an NSEC3 with the opt-out flag: a
 *     validator then takes the answer for insecure (RFC 5155 section 9.2)
 */
record Proof(Set<Integer> rrsets, boolean optOut) {
  /**
   * Copies the RRsets in their order; what is missing in the zone (-1) is missing in the answer.
   */
  static Proof of(boolean optOut, int... rrsets) {
    Set<Integer> found = new LinkedHashSet<>();
    for (int rrset : rrsets) {
      if (rrset >= 0) {
        found.add(rrset);
      }
    }
    return new Proof(found, optOut);
  }
}
