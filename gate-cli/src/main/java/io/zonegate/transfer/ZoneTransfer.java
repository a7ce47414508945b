package io.zonegate.transfer;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.TransferredZone;
import io.zonegate.verifier.zone.Zone;
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
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * Takes a zone from a server (AXFR over TCP, RFC 5936). Either all of it comes, signed as RFC 8945
 * wants if a key is given, or nothing.
 */
public final class ZoneTransfer {
  /** The longest wait for a connection, and for the next octets on it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** As much as the store of a zone can address; what the memory holds is watched by the reader. */
  private static final long MOST_OCTETS = 16L << 30;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final TransferUrl url;
  private final Optional<TsigKey> key;
  private final Supplier<Instant> clock;
  private final long end;

  private final byte[] message = new byte[65_535];
  private long octets;

  /** Whether it is the deadline that ends the present wait. */
  private boolean endsByDeadline;

  private ZoneTransfer(
      TransferUrl url, Optional<TsigKey> key, Supplier<Instant> clock, Duration deadline) {
    this.url = url;
    this.key = key;
    this.clock = clock;
    this.end = System.nanoTime() + deadline.toNanos();
  }

  /**
   * Takes the zone.
   *
   * @param key signs the query, and must have signed the answer; empty for neither
   * @param clock the time of day, for the signatures of messages
   * @param deadline when to give up, from now
   * @throws ZoneReadException if it does not come whole, in time and as it must; the message names
   *     the server and the reason
   */
  public static Zone fetch(
      TransferUrl url, Optional<TsigKey> key, Supplier<Instant> clock, Duration deadline)
      throws ZoneReadException {
    return new ZoneTransfer(url, key, clock, deadline).fetch();
  }

  private Zone fetch() throws ZoneReadException {
    InetSocketAddress address = new InetSocketAddress(url.server().host(), url.server().port());
    if (address.isUnresolved()) {
      throw refused("no such host: " + url.server().host());
    }
    try (Socket socket = new Socket()) {
      socket.connect(address, patience());
      return fetch(socket);
    } catch (WireParseException e) {
      throw refused("the server sends a broken message: " + e.getMessage());
    } catch (SocketTimeoutException e) {
      throw refused(
          endsByDeadline
              ? "not transferred within the deadline; raise --deadline"
              : "the server at "
                  + url.server()
                  + " was silent for "
                  + PATIENCE.toSeconds()
                  + " s, after "
                  + octets
                  + " octets");
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

  private ZoneReadException refused(String reason) {
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

  private Zone fetch(Socket socket) throws IOException, ZoneReadException {
    byte[] apex = NameText.wire(url.zone());
    int id = RANDOM.nextInt(1 << 16);
    TsigExchange tsig = key.map(k -> new TsigExchange(k, clock)).orElse(null);
    socket.getOutputStream().write(query(id, apex, tsig));
    TransferredZone zone = new TransferredZone(apex, url.toString(), id);
    boolean done = false;
    while (!done) {
      int length = next(socket);
      verify(tsig, length);
      done = zone.add(message, length);
    }
    if (tsig != null && !tsig.isSettled()) {
      throw refused("the last message is not signed (RFC 8945 section 5.3.1)");
    }
    return zone.build();
  }

  /** The query behind its length; without recursion, without EDNS (RFC 5936 section 2.1). */
  private static byte[] query(int id, byte[] apex, TsigExchange tsig) {
    byte[] query = new byte[12 + apex.length + 4 + TsigExchange.ROOM];
    ByteBuffer.wrap(query)
        .putShort((short) id)
        .putShort((short) 0)
        .putShort((short) 1)
        .position(12)
        .put(apex)
        .putShort((short) Type.AXFR)
        .putShort((short) 1);
    int length = 12 + apex.length + 4;
    if (tsig != null) {
      length = tsig.sign(query, length);
    }
    return ByteBuffer.allocate(2 + length).putShort((short) length).put(query, 0, length).array();
  }

  private int next(Socket socket) throws IOException, ZoneReadException {
    InputStream in = socket.getInputStream();
    fill(socket, in, 2);
    int length = ByteBuffer.wrap(message).getShort(0) & 0xffff;
    fill(socket, in, length);
    octets += 2L + length;
    ZoneSource.OCTETS_READ.add(2L + length);
    if (octets > MOST_OCTETS) {
      throw refused("more than " + (MOST_OCTETS >> 30) + " GiB were sent: refused");
    }
    return length;
  }

  private void fill(Socket socket, InputStream in, int length) throws IOException {
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
  private void verify(TsigExchange tsig, int length) throws IOException, ZoneReadException {
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
