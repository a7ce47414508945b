package io.zonegate.verifier.drill;

/** An answer that dnsjava's validator cannot judge; the message says why. */
final class BeyondValidatorException extends Exception {
  private static final long serialVersionUID = 1L;

  BeyondValidatorException(String message) {
    super(message);
  }
}
