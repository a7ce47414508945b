package io.zonegate.hook;

/** The caller does not say what a hook must know, or contradicts itself; the message says what. */
public final class HookException extends Exception {
  private static final long serialVersionUID = 1L;

  HookException(String message) {
    super(message);
  }
}
