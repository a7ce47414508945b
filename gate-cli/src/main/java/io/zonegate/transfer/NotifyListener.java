package io.zonegate.transfer;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.Name;

/**
 * Whose NOTIFY of a zone is taken (RFC 1996): those of its primary servers.
 *
 * @param zone the zone's name in presentation form
 * @param key it must be signed with it; empty if it must not be signed
 * @param addresses where it must come from, at least one
 * @param heard is run when one came, in a thread of the server; must not take long
 */
public record NotifyListener(
    String zone, Optional<TsigKey> key, Set<InetAddress> addresses, Runnable heard) {
  /** Refuses one that would listen to everybody. */
  public NotifyListener {
    addresses = Set.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("NOTIFY of " + zone + " would be taken from everybody");
    }
    TransferView.domain(zone);
  }

  Name domain() {
    return TransferView.domain(zone);
  }

  /** Whether a NOTIFY is of one of its primaries; the key is null if it was not signed. */
  boolean admits(TsigKey by, InetAddress client) {
    return addresses.contains(client) && key.equals(Optional.ofNullable(by));
  }
}
