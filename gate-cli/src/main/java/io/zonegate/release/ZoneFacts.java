package io.zonegate.release;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server that has the zone must answer, as it was judged.
 *
 * @param serial SOA serial, 0 to 2^32-1; -1 if nothing is known
 * @param soa RDATA of the SOA record in uncompressed wire form, as lower-case hex
 * @param dnskeys RDATA of the DNSKEY records, each as lower-case hex, in ascending order
 * @param expires when the first of its signatures expires; empty if it has none
 * @param content digest over the zone's records in canonical form and order, as lower-case hex
 */
public record ZoneFacts(
    long serial, String soa, List<String> dnskeys, Optional<Instant> expires, String content) {
  /** Nothing is known. */
  public static final ZoneFacts NONE = new ZoneFacts(-1, "", List.of(), Optional.empty(), "");

  /** Copies the list. */
  public ZoneFacts {
    Objects.requireNonNull(expires);
    dnskeys = List.copyOf(dnskeys);
  }
}
