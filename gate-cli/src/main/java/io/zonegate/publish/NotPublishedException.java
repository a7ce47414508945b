package io.zonegate.publish;

/** The servers of the stage may or may not have the zone; a person must look. */
public final class NotPublishedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotPublishedException(String message) {
    super(message);
  }

  NotPublishedException(String message, Exception cause) {
    super(message, cause);
  }
}
