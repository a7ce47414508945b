package io.zonegate.verifier.check.history;

/** What shows that a released zone has taken the place of the one before. */
public enum Evidence {
  /** Its release and the propagation time. */
  RELEASED,
  /** Only that it was seen on the name servers, and the propagation time is over. */
  SERVED
}
