package io.zonegate.rehearsal;

import io.zonegate.caching.CacheTimeline;
import io.zonegate.caching.CacheTimeline.Published;
import io.zonegate.caching.Caches;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.Lifetime;
import io.zonegate.replay.Publications;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.Timings;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.NameText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The world of a rehearsal: name servers, the parent, the history that the registry keeps, and the
 * caches. Times in it are virtual.
 */
final class World {
  private static final String PARENT = "virtual parent";

  private record Released(Instant at, SignedZone zone) {}

  private record Asked(Instant at, List<Ds> records) {}

  private final byte[] apex;
  private final Timings timings;
  private final boolean sightings;
  private final List<Released> releases = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final Map<String, Dnskey> keys = new LinkedHashMap<>();

  /**
   * @param timings how long everything really takes, whatever a plan says
   * @param sightings whether the registry notes what all servers were seen to serve
   */
  World(byte[] apex, Timings timings, boolean sightings) {
    this.apex = apex;
    this.timings = timings;
    this.sightings = sightings;
  }

  /** Tells which keys there are, so that DS records can be matched to them. */
  void know(List<Dnskey> all) {
    all.forEach(key -> keys.put(PublishedKey.of(key).sha256(), key));
  }

  /** Name servers begin to get this zone. */
  void release(Instant at, SignedZone zone) {
    releases.add(new Released(at, zone));
  }

  /** The parent is asked for these DS records and no others. */
  void ask(Instant at, List<Ds> records) {
    asked.add(new Asked(at, List.copyOf(records)));
  }

  /** The zone that name servers have got last. */
  Optional<SignedZone> live() {
    return releases.isEmpty()
        ? Optional.empty()
        : Optional.of(releases.get(releases.size() - 1).zone());
  }

  /** The parent as the registry sees it at this time. */
  ParentTrust parent(Instant at) {
    return trust(records(at), at);
  }

  /** What a parent with these records is for the verifier. */
  ParentTrust trust(List<Ds> records, Instant at) {
    return records.isEmpty()
        ? new ParentTrust.Insecure(new ParentTrust.Seen(dsTtl(), List.of(PARENT), at))
        : new ParentTrust.Known(records, PARENT);
  }

  /** The parent has what it was asked for when the registration is done. */
  private List<Ds> records(Instant at) {
    return asked.stream()
        .filter(a -> !registered(a).isAfter(at))
        .reduce((earlier, later) -> later)
        .orElse(asked.get(0))
        .records();
  }

  private long dsTtl() {
    return timings.of(Delay.DS_TTL).toSeconds();
  }

  private long zoneLag() {
    return timings.of(Delay.PROPAGATION).toSeconds();
  }

  private long parentLag() {
    return timings.of(Delay.REGISTRATION).plus(timings.of(Delay.PARENT_PROPAGATION)).toSeconds();
  }

  private Instant registered(Asked request) {
    return request.at().plus(timings.of(Delay.REGISTRATION));
  }

  /** What the registry has noted by this time. */
  History history(Instant at) {
    List<ZoneEvent> events = new ArrayList<>();
    for (Released release : releases) {
      events.add(event(ZoneEvent.Kind.RELEASED, release.at(), release.zone()));
      if (sightings) {
        events.add(
            event(
                ZoneEvent.Kind.SERVED,
                release.at().plus(timings.of(Delay.PROPAGATION)),
                release.zone()));
      }
    }
    for (Asked request : asked) {
      Instant seen = registered(request);
      releases.stream()
          .filter(r -> !r.at().isAfter(seen))
          .reduce((earlier, later) -> later)
          .ifPresent(r -> events.add(event(ZoneEvent.Kind.SERVED, seen, r.zone())));
    }
    events.removeIf(e -> e.time().isAfter(at));
    events.sort(Comparator.comparing(ZoneEvent::time));
    return new History.Known(events, "", "history of the rehearsal");
  }

  private ZoneEvent event(ZoneEvent.Kind kind, Instant at, SignedZone zone) {
    List<Ds> records = records(at);
    SeenDs seen = records.isEmpty() ? SeenDs.NONE : new SeenDs(records, dsTtl());
    return new ZoneEvent(kind, at, zone.state(), zone.zone().digest().sha256(), Optional.of(seen));
  }

  /**
   * Until when caches may hold denials of other kinds than those of the zone that name servers have
   * got last, a sentence for each kind. No answer fails by them: a server makes each of one version
   * of the zone, with all of its proof. But a resolver may use them for other names (RFC 8198).
   */
  List<String> otherDenials() {
    Released last = releases.get(releases.size() - 1);
    Map<String, String> told = new LinkedHashMap<>();
    for (int i = 0; i < releases.size() - 1; i++) {
      Denials denials = releases.get(i).zone().denials();
      if (denials.ttl() < 0 || denials.ways().equals(last.zone().denials().ways())) {
        continue;
      }
      Instant until =
          Instant.ofEpochSecond(
              Lifetime.unsigned(
                      releases.get(i).at().getEpochSecond(),
                      releases.get(i + 1).at().getEpochSecond(),
                      zoneLag(),
                      denials.ttl())
                  .heldUntil());
      if (until.isAfter(last.at())) {
        told.put(
            denials.toString(),
            "until "
                + until
                + " caches may hold denials by "
                + denials
                + " (serial "
                + releases.get(i).zone().state().serial()
                + "). Each answer has its proof from one version of the zone, so that none fails;"
                + " resolvers that use proofs for other names (RFC 8198) deny a name that is added"
                + " meanwhile until then, as after any release");
      }
    }
    return List.copyOf(told.values());
  }

  /** All that caches may hold if nothing more is published before this time. */
  Caches caches(Instant horizon) {
    CacheTimeline timeline = new CacheTimeline(zoneLag(), parentLag());
    for (Asked request : asked) {
      timeline.parent(
          request.at().getEpochSecond(),
          "asked for at " + request.at(),
          Published.plain(DsRrset.of(request.records(), this::keyOf), dsTtl()));
    }
    for (Released release : releases) {
      timeline.release(
          release.at().getEpochSecond(),
          "serial " + release.zone().state().serial(),
          release.zone().keys(),
          release.zone().data());
    }
    return timeline.caches(horizon.getEpochSecond());
  }

  /** What servers and parent gave out. */
  Publications publications() {
    return new Publications(
        NameText.present(apex, 0),
        zoneLag(),
        parentLag(),
        dsTtl(),
        releases.stream()
            .map(
                r ->
                    new Publications.ZoneEdition(
                        r.at().getEpochSecond(),
                        r.zone().file(),
                        r.zone().zone(),
                        r.zone().keys().content(),
                        r.zone().data().stream().map(Published::content).toList()))
            .toList(),
        asked.stream()
            .map(
                a ->
                    new Publications.DsEdition(
                        a.at().getEpochSecond(), DsRrset.of(a.records(), this::keyOf), a.records()))
            .toList());
  }

  private String keyOf(Ds ds) {
    return keys.entrySet().stream()
        .filter(e -> ds.matches(apex, e.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
