package io.zonegate.transfer;

import io.zonegate.verifier.parent.ServerAddress;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Who gets which zone: the servers of a stage. Two views of one zone can be at different versions.
 *
 * @param name what it is called in the log
 * @param zone the zone's name in presentation form
 * @param keys its servers must sign with one of them; empty if they do not sign
 * @param addresses where its servers ask from; empty for anywhere, and then keys are needed
 * @param notified the servers that are told of a new version; NOTIFY is signed with the first key
 */
public record TransferView(
    String name,
    String zone,
    List<TsigKey> keys,
    Set<InetAddress> addresses,
    List<ServerAddress> notified) {
  /** Refuses a view that would give the zone to everybody, and a zone that is no name. */
  public TransferView {
    keys = List.copyOf(keys);
    addresses = Set.copyOf(addresses);
    notified = List.copyOf(notified);
    if (keys.isEmpty() && addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "view " + name + " has neither keys nor addresses; it would give the zone to everybody");
    }
    domain(zone);
  }

  static Name domain(String zone) {
    try {
      return Name.fromString(zone, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("'" + zone + "' is no name", e);
    }
  }

  Name domain() {
    return domain(zone);
  }

  /**
   * Whether a query can be of its servers and of the other's, so that the order of views would
   * decide which version they get.
   */
  public boolean overlaps(TransferView other) {
    boolean keys =
        (this.keys.isEmpty() && other.keys.isEmpty())
            || !Collections.disjoint(this.keys, other.keys);
    boolean places =
        addresses.isEmpty()
            || other.addresses.isEmpty()
            || !Collections.disjoint(addresses, other.addresses);
    return domain().equals(other.domain()) && keys && places;
  }

  /**
   * Whether a query is of one of its servers.
   *
   * @param key the key that signed the query; null if it was not signed
   */
  boolean admits(Name asked, TsigKey key, InetAddress client) {
    return domain().equals(asked)
        && (keys.isEmpty() ? key == null : key != null && keys.contains(key))
        && (addresses.isEmpty() || addresses.contains(client));
  }
}
