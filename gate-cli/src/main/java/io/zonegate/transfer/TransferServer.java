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
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A small server that gives zones to the servers of its views: SOA, AXFR and IXFR, and NOTIFY when
 * there is a new version; and that takes NOTIFY from primaries. It is authoritative for nothing
 * else and answers nobody else. It judges nothing: what it is given to publish must have passed.
 */
public final class TransferServer implements AutoCloseable {
  private static final int DATAGRAM = 65_535;

  /** Threads whose connection is not counted any more, and that are not free yet. */
  private static final int ENDING = 8;

  private final ServerLimits limits;
  private final Consumer<String> log;
  private final Editions editions;
  private final Responder responder;
  private final Notifier notifier;
  private final ConnectionGuard guard;
  private final ThreadPoolExecutor pool;
  private final List<Listener> listeners = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Who is served, and who is listened to.
   *
   * @param views who gets what; of several that fit a query the first counts
   * @param primaries whose NOTIFY is taken, each of another zone
   */
  public record Clients(List<TransferView> views, List<NotifyListener> primaries) {
    /** Copies the lists. */
    public Clients {
      views = List.copyOf(views);
      primaries = List.copyOf(primaries);
    }

    private TsigKeys keys() throws TransferException {
      List<TsigKey> keys = new ArrayList<>();
      views.forEach(view -> keys.addAll(view.keys()));
      primaries.forEach(primary -> primary.key().ifPresent(keys::add));
      return new TsigKeys(keys);
    }
  }

  private TransferServer(
      Clients clients, ServerLimits limits, Supplier<Instant> clock, Consumer<String> log)
      throws TransferException {
    this.limits = limits;
    this.log = log;
    this.editions = new Editions(clients.views());
    this.responder = new Responder(editions, clients.keys(), clients.primaries(), clock, log);
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
  }

  /**
   * Starts to listen, over UDP and TCP.
   *
   * @param listen addresses and ports, at least one; port 0 for a free one
   * @param clock the time of day, for TSIG
   * @param log takes a line for each answer, in threads of the server
   * @throws IOException if a port cannot be had; then none is listened on
   * @throws TransferException if two different keys have one name
   */
  public static TransferServer start(
      List<InetSocketAddress> listen,
      Clients clients,
      ServerLimits limits,
      Supplier<Instant> clock,
      Consumer<String> log)
      throws IOException, TransferException {
    TransferServer server = new TransferServer(clients, limits, clock, log);
    try {
      for (InetSocketAddress address : listen) {
        server.listeners.add(Listener.bind(address));
      }
    } catch (IOException e) {
      server.close();
      throw e;
    }
    server.listeners.forEach(
        listener -> listener.start(server.new Conversation(), limits.queryOctets()));
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

  /** The port that it listens on, at its first address. */
  public int port() {
    return listeners.get(0).port();
  }

  /**
   * Has a view give this version from now on; transfers that have begun end with theirs. It returns
   * when the switch is made. To do it again does no harm.
   *
   * @param earlier versions that its servers may have, the latest first: IXFR starts from them
   * @throws TransferException if servers that have the version before would not take this one
   * @throws IOException if the difference to an earlier version cannot be made; the view then still
   *     gives what it gave
   */
  public void publish(TransferView view, ZoneImage image, List<ZoneImage> earlier)
      throws IOException, TransferException {
    editions.publish(view, image, earlier);
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

  private void report(String what, Exception failure) {
    if (!closed) {
      log.accept(what + " failed: " + failure);
    }
  }

  /** What is said on connections and in datagrams. */
  private final class Conversation implements Listener.Work {
    @Override
    public void connected(Socket socket) throws IOException {
      Optional<ConnectionGuard.Guarded> guarded = guard.admit(socket);
      if (guarded.isEmpty()) {
        log.accept(socket.getInetAddress().getHostAddress() + ": too many connections, closed");
        socket.close();
        return;
      }
      try {
        pool.execute(() -> converse(socket, guarded.get()));
      } catch (RejectedExecutionException e) {
        guarded.get().close();
        report("a connection", e);
      }
    }

    @Override
    public void received(DatagramPacket packet, DatagramSocket socket) throws IOException {
      responder.overUdp(
          packet.getData(),
          packet.getLength(),
          packet.getAddress(),
          (message, octets) ->
              socket.send(new DatagramPacket(message, octets, packet.getSocketAddress())));
    }

    @Override
    public void failed(String what, Exception failure) {
      report(what, failure);
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

  /** Stops listening, drops all connections and gives up what is still to be told. */
  @Override
  public void close() throws IOException {
    closed = true;
    for (Listener listener : listeners) {
      listener.close();
    }
    guard.close();
    pool.shutdownNow();
    notifier.close();
    editions.close();
  }
}
