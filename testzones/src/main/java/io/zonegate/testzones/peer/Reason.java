package io.zonegate.testzones.peer;

import java.util.List;

/**
 * Why a peer answers a group of cases otherwise than is expected.
 *
 * @param peers those that it holds for
 * @param answer what they answer
 * @param right who is right: zonegate, the peer, or both, each by its own measure
 * @param cases names of cases, with {@code *} for any characters, and ids of checks: a case is
 *     meant that is for checks of this list only
 * @param text a clause whose subject is the peer
 */
public record Reason(
    List<String> peers, PeerAnswer answer, Right right, List<String> cases, String text) {

  /** Who is right. */
  public enum Right {
    /** The peer overlooks something, or is too strict. */
    ZONEGATE,
    /** zonegate does. */
    PEER,
    /** They measure by different things. */
    BOTH
  }

  /** Copies the lists. */
  public Reason {
    peers = List.copyOf(peers);
    cases = List.copyOf(cases);
  }

  boolean fits(PeerCase zone, String peer, PeerAnswer given) {
    return peers.contains(peer) && answer == given && fits(zone);
  }

  private boolean fits(PeerCase zone) {
    return (!zone.checks().isEmpty() && cases.containsAll(zone.checks()))
        || cases.stream().anyMatch(c -> zone.name().matches(c.replace("*", ".*")));
  }
}
