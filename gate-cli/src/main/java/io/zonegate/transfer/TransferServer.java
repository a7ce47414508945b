package io.zonegate.transfer;

import io.zonegate.verifier.parent.ServerAddress;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A small server that gives zones to the servers of its views: SOA, AXFR and IXFR, and NOTIFY when
 * there is a new version. It is authoritative for nothing else and answers nobody else. It judges
 * nothing: what it is given to publish must have passed.
 */
public final class TransferServer implements AutoCloseable {
  private static final int DATAGRAM = 65_535;
  private static final int BACKLOG = 50;

  /** Threads whose connection is not counted any more, and that are not free yet. */
  private static final int ENDING = 8;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final ServerLimits limits;
  private final Consumer<String> log;
  private final Editions editions;
  private final Responder responder;
  private final Notifier notifier;
  private final ConnectionGuard guard;
  private final ThreadPoolExecutor pool;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private volatile boolean closed;

  private TransferServer(
      InetSocketAddress listen,
      List<TransferView> views,
      ServerLimits limits,
      Supplier<Instant> clock,
      Consumer<String> log)
      throws IOException {
    this.limits = limits;
    this.log = log;
    this.editions = new Editions(Files.createTempDirectory("zonegate-transfer"), views);
    this.responder = new Responder(editions, clock, log);
    this.notifier = new Notifier(clock, log);
    this.guard = new ConnectionGuard(limits.connections(), limits.perAddress());
    this.pool =
        new ThreadPoolExecutor(
            0,
            limits.connections() + ENDING,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            threads("transfer"));
    this.tcp = new ServerSocket();
    this.udp = new DatagramSocket(null);
    try {
      tcp.setReuseAddress(true);
      tcp.bind(listen, BACKLOG);
      udp.bind(new InetSocketAddress(listen.getAddress(), tcp.getLocalPort()));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts to listen, over UDP and TCP.
   *
   * @param listen address and port; port 0 for a free one
   * @param views who gets what; of several that fit a query the first counts
   * @param clock the time of day, for TSIG
   * @param log takes a line for each answer, in threads of the server
   * @throws IOException if the port cannot be had
   */
  public static TransferServer start(
      InetSocketAddress listen,
      List<TransferView> views,
      ServerLimits limits,
      Supplier<Instant> clock,
      Consumer<String> log)
      throws IOException {
    TransferServer server = new TransferServer(listen, views, limits, clock, log);
    threads("accept").newThread(server::accept).start();
    threads("datagrams").newThread(server::receive).start();
    return server;
  }

  static ThreadFactory threads(String what) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "zonegate-" + what + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The port that it listens on. */
  public int port() {
    return tcp.getLocalPort();
  }

  /**
   * Has a view give this version from now on; transfers that have begun end with theirs. It returns
   * when the switch is made.
   *
   * @throws TransferException if servers that have the version before would not take this one
   * @throws IOException if the difference to the version before cannot be made; the view then still
   *     gives that
   */
  public void publish(TransferView view, ZoneImage image) throws IOException, TransferException {
    editions.publish(view, image);
  }

  /** What the view gives now; empty before its first version. */
  public Optional<ZoneImage> published(TransferView view) {
    return editions.current(view).map(Edition::image);
  }

  /**
   * Tells the view's servers of its version, each again until it answers or is given up. Nothing is
   * sent for a view without a version.
   *
   * @return by server, whether it has answered; each is done when that is known
   */
  public Map<ServerAddress, Future<Boolean>> notifyServers(TransferView view) {
    return editions
        .current(view)
        .map(edition -> notifier.tell(view, edition.image()))
        .orElse(Map.of());
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = tcp.accept();
        Optional<ConnectionGuard.Guarded> guarded = guard.admit(socket);
        if (guarded.isEmpty()) {
          log.accept(socket.getInetAddress().getHostAddress() + ": too many connections, closed");
          socket.close();
        } else {
          begin(socket, guarded.get());
        }
      } catch (IOException e) {
        report("a connection", e);
        // Where this process has no more files to open, the next one fails as well.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void begin(Socket socket, ConnectionGuard.Guarded guarded) throws IOException {
    try {
      pool.execute(() -> converse(socket, guarded));
    } catch (RejectedExecutionException e) {
      guarded.close();
      report("a connection", e);
    }
  }

  private void report(String what, Exception failure) {
    if (!closed) {
      log.accept(what + " failed: " + failure);
    }
  }

  private void converse(Socket socket, ConnectionGuard.Guarded guarded) {
    InetAddress client = socket.getInetAddress();
    try (guarded) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      OutputStream out = socket.getOutputStream();
      byte[] query = new byte[limits.queryOctets()];
      byte[] framed = new byte[2 + DATAGRAM];
      while (true) {
        guarded.within(limits.idle());
        int length = in.readUnsignedShort();
        if (length > query.length) {
          log.accept(client.getHostAddress() + ": a query of " + length + " octets, closed");
          return;
        }
        in.readFully(query, 0, length);
        guarded.within(limits.write());
        responder.overTcp(
            query,
            length,
            client,
            (message, octets) -> {
              ByteBuffer.wrap(framed).putShort((short) octets).put(message, 0, octets);
              guarded.within(limits.write());
              out.write(framed, 0, 2 + octets);
            });
      }
    } catch (EOFException e) {
      // The client has what it wanted.
    } catch (IOException | RuntimeException e) {
      // One client's query must not end the server; what is unforeseen is in the log.
      report(
          client.getHostAddress() + (guarded.isLate() ? ": cut off for being slow" : ": transfer"),
          e);
    }
  }

  private void receive() {
    byte[] buffer = new byte[limits.queryOctets()];
    while (!closed) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        responder.overUdp(
            buffer,
            packet.getLength(),
            packet.getAddress(),
            (message, octets) ->
                udp.send(new DatagramPacket(message, octets, packet.getSocketAddress())));
      } catch (IOException | RuntimeException e) {
        // As for connections.
        report("a datagram", e);
      }
    }
  }

  /** Stops listening, drops all connections and gives up what is still to be told. */
  @Override
  public void close() throws IOException {
    closed = true;
    tcp.close();
    udp.close();
    guard.close();
    pool.shutdownNow();
    notifier.close();
    editions.close();
  }
}
