package io.zonegate.probe;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.xbill.DNS.Message;
import org.xbill.DNS.WireParseException;

/**
 * One question over a TCP connection of its own (RFC 7766). dnsjava keeps connections, and takes it
 * for no answer if the server closes one in the moment when it is used again.
 */
final class TcpQuestion {
  private TcpQuestion() {}

  /**
   * Asks.
   *
   * @param timeout for all of it
   * @throws IOException if there is no whole answer to this question in time
   */
  static Message ask(InetSocketAddress server, Message query, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    try (Socket socket = new Socket()) {
      socket.connect(server, left(end));
      byte[] wire = query.toWire();
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(2 + wire.length).putShort((short) wire.length).put(wire).array());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      socket.setSoTimeout(left(end));
      byte[] octets = new byte[in.readUnsignedShort()];
      for (int filled = 0; filled < octets.length; ) {
        socket.setSoTimeout(left(end));
        int read = in.read(octets, filled, octets.length - filled);
        if (read < 0) {
          throw new IOException("the connection ended within the answer");
        }
        filled += read;
      }
      Message answer = new Message(octets);
      if (answer.getHeader().getID() != query.getHeader().getID()
          || !query.getQuestion().equals(answer.getQuestion())) {
        throw new WireParseException("the answer is to another question");
      }
      return answer;
    }
  }

  /** Milliseconds, at least 1. */
  private static int left(long end) throws SocketTimeoutException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("Query timed out");
    }
    return (int) Math.max(1, left / 1_000_000);
  }
}
