package io.zonegate.alarm;

/** A way to people. */
interface Receiver {
  /** Not delivered; it is tried again later. */
  final class NotDeliveredException extends Exception {
    private static final long serialVersionUID = 1L;

    NotDeliveredException(String message) {
      super(message);
    }

    NotDeliveredException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Delivers one message, in bounded time.
   *
   * @throws NotDeliveredException saying what failed, without secrets
   */
  void send(Message message) throws NotDeliveredException, InterruptedException;
}
