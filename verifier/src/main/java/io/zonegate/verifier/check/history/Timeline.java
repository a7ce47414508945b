package io.zonegate.verifier.check.history;

import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Until when caches could fetch what a history tells of: a release until the next one has reached
 * all name servers; a zone that was seen served when by its release it should have been gone, until
 * something else was seen.
 */
final class Timeline {
  private final List<ZoneEvent> releases;
  private final List<ZoneEvent> sightings;
  private final List<ZoneEvent> events;
  private final HistoryRules rules;

  Timeline(List<ZoneEvent> events, HistoryRules rules) {
    this.events = events;
    this.rules = rules;
    this.releases = events.stream().filter(e -> e.kind() == Kind.RELEASED).toList();
    this.sightings = events.stream().filter(e -> e.kind() == Kind.SERVED).toList();
  }

  /** The zones of the history, in no order that matters. */
  List<PastZone> zones() {
    List<PastZone> zones = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      zones.add(past(releases.get(i), end(i)));
    }
    List<PastZone> released = List.copyOf(zones);
    for (int j = 0; j < sightings.size(); j++) {
      ZoneEvent sighting = sightings.get(j);
      if (!isForeseen(sighting, released)) {
        boolean last = j == sightings.size() - 1;
        zones.add(past(sighting, last ? PastZone.STILL : seconds(sightings.get(j + 1))));
      }
    }
    return zones;
  }

  private static PastZone past(ZoneEvent event, long lastServed) {
    return new PastZone(event.state(), lastServed, event.describe());
  }

  private static long seconds(ZoneEvent event) {
    return event.time().getEpochSecond();
  }

  /** The last second of release {@code i}. */
  private long end(int i) {
    if (i == releases.size() - 1) {
      return PastZone.STILL;
    }
    ZoneEvent next = releases.get(i + 1);
    long replaced = seconds(next) + rules.propagation().toSeconds();
    return switch (rules.evidence()) {
      case RELEASED -> replaced;
      case SERVED ->
          sightings.stream()
              .filter(s -> !s.time().isBefore(next.time()) && isLaterThan(i, s))
              .mapToLong(s -> Math.max(replaced, seconds(s)))
              .min()
              .orElse(PastZone.STILL);
    };
  }

  /** Whether the sighting shows a zone that was released after release {@code i}. */
  private boolean isLaterThan(int i, ZoneEvent sighting) {
    return releases.subList(i + 1, releases.size()).stream()
        .anyMatch(r -> !r.time().isAfter(sighting.time()) && r.state().equals(sighting.state()));
  }

  /** Whether the zone that was seen was still to be expected, going by its release. */
  private boolean isForeseen(ZoneEvent sighting, List<PastZone> released) {
    for (int i = 0; i < releases.size(); i++) {
      ZoneEvent release = releases.get(i);
      if (release.state().equals(sighting.state())
          && !release.time().isAfter(sighting.time())
          && seconds(sighting) <= released.get(i).lastServed()) {
        return true;
      }
    }
    return false;
  }

  /** The DS RRsets of the history, the oldest first. The last one is not known to have gone. */
  List<PastDs> parents() {
    List<PastDs> parents = new ArrayList<>();
    SeenDs seen = null;
    long first = 0;
    for (ZoneEvent event : events) {
      SeenDs now = event.parent().orElse(null);
      if (now == null) {
        continue;
      }
      if (seen != null && seen.hasRecords(now.records())) {
        seen = new SeenDs(seen.records(), Math.max(seen.ttl(), now.ttl()));
        continue;
      }
      if (seen != null) {
        parents.add(parent(seen, first, seconds(event) + rules.parentPropagation().toSeconds()));
      }
      seen = now;
      first = seconds(event);
    }
    if (seen != null) {
      parents.add(parent(seen, first, PastZone.STILL));
    }
    return parents;
  }

  private static PastDs parent(SeenDs seen, long first, long lastServed) {
    return new PastDs(
        seen, first, lastServed, "the DS RRset seen from " + Instant.ofEpochSecond(first) + " on");
  }
}
