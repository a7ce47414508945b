package io.zonegate.policy;

import io.zonegate.verifier.parent.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a release: a set of servers, and what must hold there before the next one.
 *
 * @param name for people
 * @param publication how its servers get the zone
 * @param servers what is probed, at least one
 * @param interval time between two probes
 * @param goodProbes how many in a row must be good
 * @param soak the least time between publication and the next stage
 * @param deadline the longest time from publication until probes and soak are done
 * @param transfer whether the whole zone is taken from each server and compared before the next
 *     stage
 * @param tsig file with the key for that; empty for none
 * @param approval whether a person must approve that the release leaves this stage
 */
public record StageSettings(
    String name,
    Publication publication,
    List<ServerAddress> servers,
    Duration interval,
    int goodProbes,
    Duration soak,
    Duration deadline,
    boolean transfer,
    Optional<Path> tsig,
    boolean approval) {
  /** Copies the list. */
  public StageSettings {
    servers = List.copyOf(servers);
  }

  /** The same stage with another measure of what is enough, and without approval. */
  StageSettings hurried(int enough, Duration least) {
    return new StageSettings(
        name, publication, servers, interval, enough, least, deadline, transfer, tsig, false);
  }
}
