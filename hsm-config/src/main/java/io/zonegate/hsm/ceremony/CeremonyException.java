package io.zonegate.hsm.ceremony;

/**
 * A request, a response or the signatures for a time are refused. The message says what is at fault
 * and what to do next.
 */
public final class CeremonyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A refusal. */
  public CeremonyException(String message) {
    super(message);
  }
}
