package io.zonegate.verifier.drill;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The RRsets that a server puts into a negative answer.
 *
 * @param rrsets NSEC or NSEC3 RRsets, each once, in the order of the answer
 * @param optOut whether the next closer name is covered by an NSEC3 with the opt-out flag: a
 *     validator then takes the answer for insecure (RFC 5155 section 9.2)
 * @param bridged whether an empty non-terminal has no NSEC3, since there are only insecure
 *     delegations below it, so that the proof is that of a name above (RFC 5155 section 7.1)
 */
record Proof(Set<Integer> rrsets, boolean optOut, boolean bridged) {
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
    return new Proof(found, optOut, false);
  }

  /** The same, bridged or not. */
  Proof bridged(boolean is) {
    return new Proof(rrsets, optOut, is);
  }
}
