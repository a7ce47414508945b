package io.zonegate.policy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How releases of the zone go out.
 *
 * @param folder the gate's folder, with database, artefacts and locks; zones may share it
 * @param drop folder that candidates may be moved into; empty if there is none
 * @param supersede when a newer candidate takes the place of an older one
 * @param attest the key for attestations; empty if none are made
 * @param canaries names in the zone, absolute, whose answers are validated on every server
 * @param transferListen where transfers are given and NOTIFY is taken; empty for nowhere
 * @param primary where new versions come from by transfer; empty for nowhere
 * @param ways rollback and overrides
 * @param stages in their order, at least one
 * @param upkeep alarms, metrics and retention
 */
public record GateSettings(
    Path folder,
    Optional<Path> drop,
    SupersedeRule supersede,
    Optional<AttestSettings> attest,
    List<String> canaries,
    List<InetSocketAddress> transferListen,
    Optional<PrimarySettings> primary,
    WaySettings ways,
    List<StageSettings> stages,
    UpkeepSettings upkeep) {
  /** Copies the lists. */
  public GateSettings {
    canaries = List.copyOf(canaries);
    transferListen = List.copyOf(transferListen);
    stages = List.copyOf(stages);
  }
}
