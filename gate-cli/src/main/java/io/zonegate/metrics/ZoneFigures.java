package io.zonegate.metrics;

import io.zonegate.alarm.ZoneAlarms;
import io.zonegate.policy.GateSettings;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured of a zone.
 *
 * @param zone apex, absolute, lower case
 * @param at when
 * @param alarms the live release and how long it will do, and the ways to the zone's receivers
 * @param inFlight the release on its way
 * @param releases how many releases are in each state
 * @param lastVerdict when a candidate was judged last
 * @param newest the release that was received last
 * @param probes what the servers of the stage of the release on its way answered last
 * @param frozen whether it is frozen
 */
record ZoneFigures(
    String zone,
    Instant at,
    ZoneAlarms alarms,
    Optional<Release> inFlight,
    Map<ReleaseState, Long> releases,
    Optional<Instant> lastVerdict,
    Optional<Release> newest,
    List<ProbeNote> probes,
    boolean frozen) {
  static ZoneFigures of(String zone, GateSettings settings, ReleaseStore store, Instant now) {
    Optional<Release> inFlight = store.inFlight(zone);
    return new ZoneFigures(
        zone,
        now,
        ZoneAlarms.of(zone, settings, store, now),
        inFlight,
        store.counts(zone),
        store.papers().lastVerdict(zone),
        store.newest(zone),
        inFlight.map(store.probes()::last).orElse(List.of()),
        store.freezes().frozen(zone).isPresent());
  }
}
