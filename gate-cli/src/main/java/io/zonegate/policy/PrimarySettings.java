package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The server, usually the signer, that the gate takes new versions of the zone from.
 *
 * @param server where it answers
 * @param tsig file with the one key that both sides sign with; empty for none
 * @param notifyFrom where its NOTIFY comes from
 * @param poll how often it is asked without NOTIFY; empty for the refresh of the zone's SOA record
 * @param deadline the longest time that an answer may take
 * @param mostOctets that an answer may have
 */
public record PrimarySettings(
    ServerAddress server,
    Optional<Path> tsig,
    Set<InetAddress> notifyFrom,
    Optional<Duration> poll,
    Duration deadline,
    long mostOctets) {
  /** Copies the set. */
  public PrimarySettings {
    notifyFrom = Set.copyOf(notifyFrom);
  }
}
