package io.zonegate.transfer;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.TransferredZone;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.Type;

/**
 * Takes a zone from a server (AXFR over TCP, RFC 5936). Either all of it comes, signed as RFC 8945
 * wants if a key is given, or nothing.
 */
public final class ZoneTransfer {
  /** As much as the store of a zone can address; what the memory holds is watched by the reader. */
  private static final long MOST_OCTETS = 16L << 30;

  private ZoneTransfer() {}

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
    return fetch(url, new PrimaryConnection(url, key, clock, MOST_OCTETS, deadline));
  }

  static Zone fetch(TransferUrl url, PrimaryConnection connection) throws ZoneReadException {
    TransferredZone zone =
        new TransferredZone(NameText.wire(url.zone()), url.toString(), connection.id());
    connection.ask(Type.AXFR, Optional.empty(), zone::add);
    return zone.build();
  }
}
