package io.zonegate.rollout;

/** What a person asked for cannot be done as things stand; nothing was changed. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
