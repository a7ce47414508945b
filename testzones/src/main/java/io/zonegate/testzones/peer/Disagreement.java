package io.zonegate.testzones.peer;

import java.util.Optional;

/**
 * A peer does not say of a case what must be said of it.
 *
 * @param reason empty if nobody has looked into it yet
 */
public record Disagreement(
    PeerCase zone, String peer, PeerAnswer answer, Optional<Reason> reason) {}
