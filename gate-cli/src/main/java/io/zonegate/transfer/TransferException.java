package io.zonegate.transfer;

/** A transfer, or what is needed for one, is not as it must be; the message says why. */
public final class TransferException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public TransferException(String message) {
    super(message);
  }

  TransferException(String message, Throwable cause) {
    super(message, cause);
  }
}
