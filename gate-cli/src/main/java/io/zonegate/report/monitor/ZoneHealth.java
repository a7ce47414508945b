package io.zonegate.report.monitor;

import io.zonegate.policy.StageSettings;
import io.zonegate.release.Release;
import io.zonegate.report.GateStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One of several zones in a line.
 *
 * @param zone apex, absolute
 * @param health whether somebody must look at it
 * @param live serial of the live release; empty if there is none
 * @param expires when the first signature of the live release expires
 * @param onItsWay state, number and stage of the release on its way; empty if there is none
 * @param waiting how many releases wait for their turn
 * @param frozen whether nothing is published
 * @param now the clock that times are shown against
 */
public record ZoneHealth(
    String zone,
    GateHealth health,
    Optional<Long> live,
    Optional<Instant> expires,
    String onItsWay,
    int waiting,
    boolean frozen,
    Instant now) {
  /** Those that need somebody first, the worst of them at the top. */
  public static final Comparator<ZoneHealth> WORST_FIRST =
      Comparator.comparing((ZoneHealth z) -> z.health().state())
          .reversed()
          .thenComparing(ZoneHealth::zone);

  /** The line of this zone. */
  public static ZoneHealth of(GateStatus status) {
    return new ZoneHealth(
        status.zone(),
        GateHealth.of(status),
        status.live().map(r -> r.facts().serial()),
        status.live().flatMap(r -> r.facts().expires()),
        status.inFlight().map(r -> onItsWay(status, r)).orElse(""),
        status.waiting().size(),
        status.freeze().isPresent(),
        status.now());
  }

  private static String onItsWay(GateStatus status, Release release) {
    String stage =
        status
            .stage(release)
            .map(StageSettings::name)
            .map(
                name ->
                    ", stage %s (%d of %d)"
                        .formatted(
                            name,
                            release.standing().stage() + 1,
                            status.settings().stages().size()))
            .orElse("");
    return release.described() + ", " + release.state() + stage;
  }

  /** What is left until the first signature of the live release expires. */
  public Optional<Duration> left() {
    return expires.map(e -> Duration.between(now, e));
  }

  /** How many zones are in each state, the worst first; states that none is in are left out. */
  public static Map<NagiosState, Long> counts(List<ZoneHealth> zones) {
    Map<NagiosState, Long> counts = new TreeMap<>(Comparator.reverseOrder());
    for (ZoneHealth zone : zones) {
      counts.merge(zone.health().state(), 1L, Long::sum);
    }
    return counts;
  }

  /** The state of the worst of them; UNKNOWN of none. */
  public static NagiosState worst(List<ZoneHealth> zones) {
    return zones.stream()
        .map(z -> z.health().state())
        .reduce(NagiosState::or)
        .orElse(NagiosState.UNKNOWN);
  }
}
