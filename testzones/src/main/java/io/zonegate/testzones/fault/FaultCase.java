package io.zonegate.testzones.fault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * One zone to judge, with everything that the judge needs.
 *
 * @param name name of the fault
 * @param origin absolute origin with the trailing dot
 * @param zone the candidate as a master file; each char is one octet
 * @param parentDs the parent's DS (or DNSKEY) records as a master file
 * @param unsigned the unsigned input as a master file
 * @param previous the zone released before as a master file; empty if none is given
 * @param history zones of the past, the oldest first; empty if no history is given
 * @param policy sections of a policy file (TOML) to judge by; empty for the defaults
 * @param clock the time at which to judge
 */
public record FaultCase(
    String name,
    String origin,
    String zone,
    String parentDs,
    String unsigned,
    String previous,
    List<PastEvent> history,
    String policy,
    Instant clock) {

  /** Copies the history. */
  public FaultCase {
    history = List.copyOf(history);
  }

  /** The octets of the candidate's file. */
  public byte[] zoneBytes() {
    return zone.getBytes(StandardCharsets.ISO_8859_1);
  }
}
