package io.zonegate.transfer;

import java.io.IOException;

/** Where finished messages go. */
@FunctionalInterface
interface MessageSink {
  /** Sends the message in {@code [0, length)}; the array is used again afterwards. */
  void send(byte[] message, int length) throws IOException;
}
