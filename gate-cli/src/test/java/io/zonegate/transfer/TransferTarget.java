package io.zonegate.transfer;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.TransferredZone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.xbill.DNS.WireParseException;

/** Messages of a transfer as a server sends them over TCP, signed or not; and as queries. */
public final class TransferTarget {
  private static final byte[] ZONE = NameText.wire("example.");

  private TransferTarget() {}

  /** Reads the octets as messages behind their lengths; the ID of the first is the query's. */
  public static void fuzzerTestOneInput(byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    int id = octets.length < 4 ? 0 : in.getShort(2) & 0xffff;
    TransferredZone zone = new TransferredZone(ZONE, "fuzz", id);
    TsigExchange tsig = new TsigExchange(TransferPeers.key(), () -> Instant.EPOCH);
    try {
      boolean done = false;
      while (!done && in.remaining() >= 2) {
        byte[] message = new byte[65_535];
        int length = Math.min(in.getShort() & 0xffff, in.remaining());
        in.get(message, 0, length);
        asked(message, length);
        tsig.verify(message, length, TsigRecord.find(message, length));
        done = zone.add(message, length);
      }
      zone.build();
    } catch (ZoneReadException | WireParseException e) {
      // Refused with its reason.
    }
  }

  /** The same octets as a query to our server. */
  private static void asked(byte[] message, int length) {
    try {
      TransferQuery.read(message, length);
    } catch (WireParseException e) {
      // Answered by FORMERR.
    }
  }
}
