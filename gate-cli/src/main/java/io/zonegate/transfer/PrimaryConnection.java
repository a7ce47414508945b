package io.zonegate.transfer;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.WireParseException;

/**
 * One question to a primary server over TCP, and the messages that answer it, signed as RFC 8945
 * wants if there is a key. Bounded in time and octets.
 */
final class PrimaryConnection {
  /** The longest wait for a connection, and for the next octets on it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] NOTHING = {};

  private final TransferUrl url;
  private final TsigExchange tsig;
  private final long most;
  private final long end;
  private final int id = RANDOM.nextInt(1 << 16);
  private final byte[] message = new byte[65_535];
  private Socket socket;
  private long octets;

  /** Whether it is the deadline that ends the present wait. */
  private boolean endsByDeadline;

  /** Takes the messages of the answer. */
  @FunctionalInterface
  interface Reader {
    /**
     * Takes the next one.
     *
     * @return whether it was the last one
     */
    boolean take(byte[] message, int length) throws IOException, ZoneReadException;
  }

  /**
   * A question to come.
   *
   * @param most octets that may come
   * @param deadline when to give up, from now
   */
  PrimaryConnection(
      TransferUrl url,
      Optional<TsigKey> key,
      Supplier<Instant> clock,
      long most,
      Duration deadline) {
    this.url = url;
    this.tsig = key.map(k -> new TsigExchange(k, clock)).orElse(null);
    this.most = most;
    this.end = System.nanoTime() + deadline.toNanos();
  }

  /** ID of the question. */
  int id() {
    return id;
  }

  /**
   * Asks, and has the answer read.
   *
   * @param type what is asked for
   * @param soa for IXFR the zone's SOA record as it is here, in wire form; else empty
   * @throws ZoneReadException if the answer does not come whole, in time and as it must; the
   *     message names the server and the reason
   */
  void ask(int type, Optional<byte[]> soa, Reader reader) throws ZoneReadException {
    InetSocketAddress address = new InetSocketAddress(url.server().host(), url.server().port());
    if (address.isUnresolved()) {
      throw refused("no such host: " + url.server().host());
    }
    try (Socket opened = new Socket()) {
      socket = opened;
      socket.connect(address, patience());
      socket.getOutputStream().write(query(type, soa.orElse(NOTHING)));
      boolean done = false;
      while (!done) {
        int length = next();
        verify(length);
        done = reader.take(message, length);
      }
      if (tsig != null && !tsig.isSettled()) {
        throw refused("the last message is not signed (RFC 8945 section 5.3.1)");
      }
    } catch (WireParseException e) {
      throw refused("the server sends a broken message: " + e.getMessage());
    } catch (SocketTimeoutException e) {
      throw refused(silent());
    } catch (EOFException e) {
      throw refused(
          "the server at "
              + url.server()
              + " closed the connection after "
              + octets
              + " octets, before the end of the zone"
              + (octets == 0 ? "; it may not give zones to this address" : ""));
    } catch (IOException e) {
      throw refused("the transfer broke off after " + octets + " octets: " + e.getMessage());
    }
  }

  private String silent() {
    return endsByDeadline
        ? "not transferred within the deadline; raise it"
        : "the server at "
            + url.server()
            + " was silent for "
            + PATIENCE.toSeconds()
            + " s, after "
            + octets
            + " octets";
  }

  /** What is wrong with this server's answer. */
  ZoneReadException refused(String reason) {
    return new ZoneReadException(url.toString(), reason);
  }

  /** Milliseconds to wait, at least 1. */
  private int patience() throws SocketTimeoutException {
    long left = end - System.nanoTime();
    // The socket's clock may be a little faster than ours: what ends the wait is known beforehand.
    endsByDeadline = left < PATIENCE.toNanos();
    if (left <= 0) {
      throw new SocketTimeoutException();
    }
    return (int) Math.max(1, Math.min(PATIENCE.toNanos(), left) / 1_000_000);
  }

  /** The query behind its length; without recursion, without EDNS (RFC 5936 section 2.1). */
  private byte[] query(int type, byte[] soa) {
    byte[] apex = NameText.wire(url.zone());
    byte[] query = new byte[12 + apex.length + 4 + soa.length + TsigExchange.ROOM];
    ByteBuffer.wrap(query)
        .putShort((short) id)
        .putShort((short) 0)
        .putShort((short) 1)
        .putShort((short) 0)
        .putShort((short) (soa.length == 0 ? 0 : 1))
        .position(12)
        .put(apex)
        .putShort((short) type)
        .putShort((short) 1)
        .put(soa);
    int length = 12 + apex.length + 4 + soa.length;
    if (tsig != null) {
      length = tsig.sign(query, length);
    }
    return ByteBuffer.allocate(2 + length).putShort((short) length).put(query, 0, length).array();
  }

  private int next() throws IOException, ZoneReadException {
    InputStream in = socket.getInputStream();
    fill(in, 2);
    int length = ByteBuffer.wrap(message).getShort(0) & 0xffff;
    fill(in, length);
    octets += 2L + length;
    ZoneSource.OCTETS_READ.add(2L + length);
    if (octets > most) {
      throw refused("more than " + most + " octets were sent: refused");
    }
    return length;
  }

  private void fill(InputStream in, int length) throws IOException {
    int filled = 0;
    while (filled < length) {
      socket.setSoTimeout(patience());
      int read = in.read(message, filled, length - filled);
      if (read < 0) {
        throw new EOFException();
      }
      filled += read;
    }
  }

  /** An answer with an error is not verified: it ends the transfer, whoever sent it. */
  private void verify(int length) throws IOException, ZoneReadException {
    TsigRecord record = TsigRecord.find(message, length);
    if (record != null && record.error() != 0) {
      throw refused(
          "the server answers "
              + Rcode.TSIGstring(record.error())
              + " to key "
              + record.key()
              + meaning(record.error()));
    }
    if ((message[3] & 0xf) != 0) {
      return;
    }
    if (tsig == null) {
      if (record != null) {
        throw refused("the answer is signed with key " + record.key() + "; give it by --tsig");
      }
      return;
    }
    int error = tsig.verify(message, length, record);
    if (error != Rcode.NOERROR) {
      throw refused(
          record == null
              ? "the answer is not signed, though the query was"
              : "the signature of a message is not good ("
                  + Rcode.TSIGstring(error)
                  + ")"
                  + meaning(error));
    }
  }

  private static String meaning(int error) {
    return switch (error) {
      case Rcode.BADKEY -> ": it has no such key, or with another algorithm";
      case Rcode.BADSIG -> ": the two sides have different secrets under this name";
      case Rcode.BADTIME -> ": the clocks are too far apart";
      default -> "";
    };
  }
}
