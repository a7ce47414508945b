package io.zonegate.oracle;

import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.check.Limits;
import io.zonegate.verifier.check.Rules;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.check.Workers;
import io.zonegate.verifier.check.denial.DenialRules;
import io.zonegate.verifier.check.history.AlgorithmRollover;
import io.zonegate.verifier.check.history.Evidence;
import io.zonegate.verifier.check.history.HistoryRules;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has the candidates of random rollovers judged, by the history that a gate would have kept. */
final class RolloverJudge {
  /** What can be switched off is, if it says nothing of keys that come and go. */
  private static final Selection SELECTION =
      new Selection(
          Catalogue.descriptions().stream()
              .filter(c -> c.suppressible() && c.group() != CheckGroup.HISTORY)
              .map(CheckDescription::id)
              .filter(id -> !id.equals("ALG-COMPLETE"))
              .collect(Collectors.toMap(id -> id, id -> "test")),
          Map.of());

  private final Workers workers;
  private final Map<RolloverZone, Zone> zones = new HashMap<>();
  private final Map<RolloverZone, ZoneState> states = new HashMap<>();

  RolloverJudge(Workers workers) {
    this.workers = workers;
  }

  Verdict judge(RandomRollover rollover, long now) throws Exception {
    Inputs inputs =
        Inputs.of(zone(rollover.candidate()), today(rollover, now), instant(now))
            .withHistory(new History.Known(events(rollover), "", "test"))
            .judgedBy(Limits.DEFAULT, rules(rollover));
    return Judge.judge(inputs, SELECTION, workers);
  }

  private static ParentTrust today(RandomRollover rollover, long now) {
    RandomRollover.Parent parent = rollover.parents().get(rollover.parents().size() - 1);
    return parent.ds().isEmpty()
        ? new ParentTrust.Insecure(
            new ParentTrust.Seen(parent.ttl(), List.of("parent"), instant(now)))
        : new ParentTrust.Known(seen(parent).records(), "parent");
  }

  private static Rules rules(RandomRollover rollover) {
    Rules standard = Rules.DEFAULT;
    HistoryRules history =
        new HistoryRules(
            Duration.ofSeconds(RandomRollover.PROPAGATION),
            Duration.ofSeconds(RandomRollover.PARENT),
            Optional.empty(),
            rollover.needsSightings() ? Evidence.SERVED : Evidence.RELEASED,
            rollover.isConservative() ? AlgorithmRollover.CONSERVATIVE : AlgorithmRollover.LIBERAL,
            100);
    return new Rules(
        standard.keys(),
        standard.signatures(),
        new DenialRules(0, false),
        standard.content(),
        history);
  }

  private List<ZoneEvent> events(RandomRollover rollover) throws Exception {
    List<ZoneEvent> events = new ArrayList<>();
    for (int i = 0; i < rollover.releases().size(); i++) {
      long at = rollover.releases().get(i).at();
      events.add(event(rollover, ZoneEvent.Kind.RELEASED, at, i, parent(rollover, at)));
    }
    for (RandomRollover.Sighting sighting : rollover.sightings()) {
      events.add(
          event(
              rollover,
              ZoneEvent.Kind.SERVED,
              sighting.at(),
              sighting.release(),
              Optional.empty()));
    }
    for (RandomRollover.Parent parent : rollover.parents()) {
      if (parent.at() > 0) {
        int live =
            (int) rollover.releases().stream().filter(r -> r.at() <= parent.at()).count() - 1;
        // Where sightings matter this must not be one: the zone is released once more.
        boolean isSeen = !rollover.needsSightings() && rollover.sightings().isEmpty();
        ZoneEvent.Kind kind = isSeen ? ZoneEvent.Kind.SERVED : ZoneEvent.Kind.RELEASED;
        events.add(event(rollover, kind, parent.at(), live, parent(rollover, parent.at())));
      }
    }
    events.sort(Comparator.comparing(ZoneEvent::time));
    return events;
  }

  /** What is recorded of the parent in this second; nobody looks again at one that is not known. */
  private static Optional<SeenDs> parent(RandomRollover rollover, long at) {
    List<RandomRollover.Parent> parents =
        rollover.parents().stream().filter(p -> p.at() <= at).toList();
    return parents.size() == rollover.parents().size() && !rollover.isLastParentKnown()
        ? Optional.empty()
        : Optional.of(seen(parents.get(parents.size() - 1)));
  }

  private static SeenDs seen(RandomRollover.Parent parent) {
    return parent.ds().isEmpty()
        ? SeenDs.NONE
        : new SeenDs(parent.ds().stream().map(RandomRollover.Link::ds).toList(), parent.ttl());
  }

  private ZoneEvent event(
      RandomRollover rollover, ZoneEvent.Kind kind, long at, int release, Optional<SeenDs> parent)
      throws Exception {
    ZoneState state = state(rollover.releases().get(release).zone());
    ZoneState numbered =
        new ZoneState(
            release,
            state.keys(),
            state.dnskeyTtl(),
            state.data(),
            state.dnskeySigners(),
            state.largestTtl(),
            state.soaMinimum());
    return new ZoneEvent(kind, instant(at), numbered, "00".repeat(32), parent);
  }

  private static Instant instant(long second) {
    return RolloverZone.START.plusSeconds(second);
  }

  private ZoneState state(RolloverZone zone) throws Exception {
    ZoneState state = states.get(zone);
    if (state == null) {
      state = ZoneState.of(zone(zone));
      states.put(zone, state);
    }
    return state;
  }

  private Zone zone(RolloverZone zone) throws Exception {
    Zone made = zones.get(zone);
    if (made == null) {
      made = zone.make();
      zones.put(zone, made);
    }
    return made;
  }
}
