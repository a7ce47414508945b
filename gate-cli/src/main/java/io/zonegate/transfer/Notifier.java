package io.zonegate.transfer;

import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.Bytes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** Tells servers that there is a new version of a zone (NOTIFY, RFC 1996). */
final class Notifier implements AutoCloseable {
  private static final int TRIES = 6;

  /** The wait for an answer to the first try; it doubles with each. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** So many servers that do not answer keep no other one waiting. */
  private static final int THREADS = 128;

  private static final int AA = 0x0400;

  /** Of an answer over UDP; longer ones are cut off, and then broken. */
  private static final int MOST_OCTETS = 4_096;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Supplier<Instant> clock;
  private final Consumer<String> log;
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          TransferServer.threads("notify"));

  Notifier(Supplier<Instant> clock, Consumer<String> log) {
    pool.allowCoreThreadTimeOut(true);
    this.clock = clock;
    this.log = log;
  }

  /** Begins to tell the view's servers; each is done with whether it has answered. */
  Map<ServerAddress, Future<Boolean>> tell(TransferView view, ZoneImage image) {
    Map<ServerAddress, Future<Boolean>> told = new LinkedHashMap<>();
    for (ServerAddress server : view.notified()) {
      told.put(server, pool.submit(() -> tell(view, image, server)));
    }
    return told;
  }

  private boolean tell(TransferView view, ZoneImage image, ServerAddress server) {
    String what = "NOTIFY of %s serial %d to %s".formatted(view.zone(), image.serial(), server);
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      log.accept(what + ": no such host");
      return false;
    }
    Duration wait = FIRST_WAIT;
    for (int i = 0; i < TRIES && !Thread.currentThread().isInterrupted(); i++) {
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.connect(address);
        String answer = ask(view, image, socket, wait);
        log.accept(what + ": " + answer);
        return answer.equals(Rcode.string(Rcode.NOERROR));
      } catch (IOException e) {
        // It is not up, or the datagram was lost: again, or given up below.
        pause(e, wait);
      }
      wait = wait.multipliedBy(2);
    }
    log.accept(what + ": no answer to " + TRIES + " tries");
    return false;
  }

  /** A time-out has waited already; a port that is closed answers at once. */
  private static void pause(IOException failure, Duration wait) {
    if (failure instanceof SocketTimeoutException) {
      return;
    }
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks once; the code of a good answer, or what is wrong with it. */
  private String ask(TransferView view, ZoneImage image, DatagramSocket socket, Duration wait)
      throws IOException {
    byte[] message = new byte[MOST_OCTETS];
    int id = RANDOM.nextInt(1 << 16);
    int length = question(message, id, image);
    TsigExchange tsig = null;
    if (!view.keys().isEmpty()) {
      tsig = new TsigExchange(view.keys().get(0), clock);
      length = tsig.sign(message, length);
    }
    socket.send(new DatagramPacket(message, length));
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      DatagramPacket packet = new DatagramPacket(message, message.length);
      socket.receive(packet);
      if (packet.getLength() >= MessageWalk.HEADER
          && Bytes.uint16(message, 0) == id
          && (message[2] & 0xf8) == (0x80 | Opcode.NOTIFY << 3)) {
        return answer(message, packet.getLength(), tsig);
      }
    }
  }

  /** The zone's name and SOA record (RFC 1996 section 3.7); returns the length. */
  private static int question(byte[] message, int id, ZoneImage image) {
    byte[] apex = image.apex();
    Bytes.put16(message, 0, id);
    Bytes.put16(message, 2, Opcode.NOTIFY << 11 | AA);
    Bytes.put16(message, 4, 1);
    Bytes.put16(message, 6, 1);
    int at = MessageWalk.HEADER;
    System.arraycopy(apex, 0, message, at, apex.length);
    at += apex.length;
    Bytes.put16(message, at, Type.SOA);
    Bytes.put16(message, at + 2, 1);
    at += 4;
    System.arraycopy(image.soa(), 0, message, at, image.soa().length);
    return at + image.soa().length;
  }

  private static String answer(byte[] message, int length, TsigExchange tsig) {
    if (tsig != null) {
      try {
        TsigRecord record = TsigRecord.find(message, length);
        if (record == null || tsig.verify(message, length, record) != Rcode.NOERROR) {
          return "the answer is not signed with our key, code " + Rcode.string(message[3] & 0xf);
        }
      } catch (WireParseException e) {
        return "the answer is broken: " + e.getMessage();
      }
    }
    return Rcode.string(message[3] & 0xf);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
