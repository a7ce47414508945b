package io.zonegate.replay;

/** A program that the replay needs is missing, or does not do what it is for. */
public final class ProgramException extends Exception {
  private static final long serialVersionUID = 1L;

  ProgramException(String message) {
    super(message);
  }

  ProgramException(String message, Throwable cause) {
    super(message, cause);
  }
}
