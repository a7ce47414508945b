package io.zonegate.hsm.token;

/** Asks a person for a PIN. */
@FunctionalInterface
public interface PinPrompt {

  /**
   * Asks without echo.
   *
   * @return the PIN, which the caller wipes, or null when nobody can be asked
   */
  char[] ask(String tokenLabel);

  /** For runs without a terminal: nobody can be asked. */
  static PinPrompt none() {
    return label -> null;
  }
}
