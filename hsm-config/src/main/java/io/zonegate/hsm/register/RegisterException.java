package io.zonegate.hsm.register;

/** The register of keys cannot be used; the message says where it is damaged and what to do. */
public final class RegisterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegisterException(String message) {
    super(message);
  }
}
