package io.zonegate.transfer;

import java.time.Duration;

/**
 * What a transfer server lets others take of it.
 *
 * @param connections TCP connections in all, 1 to 1,000; each has a thread while it is open
 * @param perAddress TCP connections from one address
 * @param idle how long a client may take to send a query
 * @param write how long a client may take to accept a message of some 16 KiB
 * @param queryOctets longest query
 */
public record ServerLimits(
    int connections, int perAddress, Duration idle, Duration write, int queryOctets) {
  /** For the servers of a registry. */
  public static final ServerLimits DEFAULT =
      new ServerLimits(64, 8, Duration.ofSeconds(10), Duration.ofSeconds(20), 4096);

  /** Refuses what cannot work. */
  public ServerLimits {
    if (connections < 1
        || connections > 1000
        || perAddress < 1
        || idle.toMillis() < 1
        || write.toMillis() < 1
        || queryOctets < 512
        || queryOctets > 65_535) {
      throw new IllegalArgumentException("limits of a transfer server: out of range");
    }
  }
}
