package io.zonegate.transfer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** One address and port over UDP and TCP, with a thread for each. */
final class Listener implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private volatile boolean closed;

  /** What is done with what comes. */
  interface Work {
    /** Takes a connection, which is the work's to close. */
    void connected(Socket socket) throws IOException;

    /** Takes a datagram; may answer by the socket. */
    void received(DatagramPacket packet, DatagramSocket socket) throws IOException;

    /** Is told of what failed, and went on. */
    void failed(String what, Exception failure);
  }

  private Listener(ServerSocket tcp, DatagramSocket udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  /**
   * Takes the port.
   *
   * @throws IOException if it cannot be had; then nothing of it is left
   */
  static Listener bind(InetSocketAddress address) throws IOException {
    Listener listener = new Listener(new ServerSocket(), new DatagramSocket(null));
    try {
      listener.tcp.setReuseAddress(true);
      listener.tcp.bind(address, BACKLOG);
      listener.udp.bind(new InetSocketAddress(address.getAddress(), listener.port()));
      return listener;
    } catch (IOException e) {
      listener.close();
      throw new IOException(
          "cannot listen on "
              + address.getAddress().getHostAddress()
              + " port "
              + address.getPort()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /** Begins to listen. */
  void start(Work work, int longestDatagram) {
    TransferServer.threads("accept").newThread(() -> accept(work)).start();
    TransferServer.threads("datagrams").newThread(() -> receive(work, longestDatagram)).start();
  }

  int port() {
    return tcp.getLocalPort();
  }

  private void accept(Work work) {
    while (!closed) {
      try {
        work.connected(tcp.accept());
      } catch (IOException e) {
        failed(work, "a connection", e);
        // Where this process has no more files to open, the next one fails as well.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void receive(Work work, int longest) {
    byte[] buffer = new byte[longest];
    while (!closed) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        work.received(packet, udp);
      } catch (IOException | RuntimeException e) {
        // One client's query must not end the server; what is unforeseen is in the log.
        failed(work, "a datagram", e);
      }
    }
  }

  private void failed(Work work, String what, Exception failure) {
    if (!closed) {
      work.failed(what, failure);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    tcp.close();
    udp.close();
  }
}
