package io.zonegate.attest;

/** An attestation cannot be made, or is none that one may rely on. */
public final class AttestationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Saying what is wrong. */
  public AttestationException(String message) {
    super(message);
  }

  /** Saying what is wrong, and why. */
  public AttestationException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
