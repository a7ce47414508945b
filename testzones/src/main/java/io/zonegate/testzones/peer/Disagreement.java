package io.zonegate.testzones.peer;

import io.zonegate.testzones.fault.Fault;
import java.util.Optional;

/**
 * A peer does not say of a case what must be said of it.
 *
 * @param reason empty if nobody has looked into it yet
 */
public record Disagreement(Fault fault, String peer, PeerAnswer answer, Optional<Reason> reason) {}
