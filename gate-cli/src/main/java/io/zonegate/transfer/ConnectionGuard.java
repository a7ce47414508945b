package io.zonegate.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Counts the connections and cuts off those that do not come on: a socket of Java has no time-out
 * for writing, so whoever takes nothing would hold a thread for ever.
 */
final class ConnectionGuard implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  private final int most;
  private final int mostPerAddress;
  private final Set<Guarded> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(TransferServer.threads("guard"));

  private final ScheduledFuture<?> looking;

  ConnectionGuard(int most, int mostPerAddress) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
    this.looking =
        watch.scheduleAtFixedRate(this::cut, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A connection that is counted, and that must come on. */
  final class Guarded implements AutoCloseable {
    private final Socket socket;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile boolean late;

    private Guarded(Socket socket) {
      this.socket = socket;
    }

    /** What happens next must be done within this time. */
    void within(Duration time) {
      deadline = System.nanoTime() + time.toNanos();
    }

    /** Whether it was cut off. */
    boolean isLate() {
      return late;
    }

    private void cut() {
      if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
        late = true;
        drop();
      }
    }

    private void drop() {
      try {
        // Octets that wait to be sent are of no use to a client that was cut off.
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // It is closed already.
      }
    }

    @Override
    public void close() throws IOException {
      open.remove(this);
      socket.close();
    }
  }

  private void cut() {
    open.forEach(Guarded::cut);
  }

  /** Takes a connection in; empty if there are too many, in all or from its address. */
  synchronized Optional<Guarded> admit(Socket socket) {
    InetAddress address = socket.getInetAddress();
    long same = open.stream().filter(g -> address.equals(g.socket.getInetAddress())).count();
    if (open.size() >= most || same >= mostPerAddress) {
      return Optional.empty();
    }
    Guarded guarded = new Guarded(socket);
    open.add(guarded);
    return Optional.of(guarded);
  }

  /** Drops all connections. */
  @Override
  public void close() {
    looking.cancel(true);
    watch.shutdownNow();
    open.forEach(Guarded::drop);
  }
}
