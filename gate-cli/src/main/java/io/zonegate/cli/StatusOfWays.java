package io.zonegate.cli;

import io.zonegate.release.CheckOverride;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.report.GateWays;
import io.zonegate.rollout.Overrides;
import io.zonegate.rollout.Rollbacks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what ways around and back a zone has. */
final class StatusOfWays {
  private StatusOfWays() {}

  static GateWays of(OpenGate gate, Instant now) {
    Rollbacks rollbacks = new Rollbacks(gate.zone(), gate.settings(), gate.store());
    Overrides overrides = new Overrides(gate.zone(), gate.settings().ways(), gate.store());
    Optional<String> refusal = rollbacks.refusal(now);
    List<GateWays.Way> commands = new ArrayList<>();
    if (refusal.isEmpty()) {
      commands.add(GateWays.Way.ROLLBACK);
    }
    if (gate.settings().ways().hsm().isPresent()
        && gate.store().live(gate.zone()).isPresent()
        && gate.store().inFlight(gate.zone()).isEmpty()) {
      commands.add(GateWays.Way.RESIGN);
    }
    if (overrides.possible()) {
      commands.add(GateWays.Way.OVERRIDE);
    }
    return new GateWays(
        rollbacks.from(), rollbacks.way(), refusal, overrides.open(now), used(gate), commands);
  }

  private static List<CheckOverride> used(OpenGate gate) {
    List<Long> served =
        gate.store().releases(gate.zone()).stream()
            .filter(r -> r.state() == ReleaseState.LIVE || r.state().inFlight())
            .map(Release::id)
            .toList();
    return gate.store().ways().overrides(gate.zone()).stream()
        .filter(o -> o.consent().filter(c -> served.contains(c.release())).isPresent())
        .toList();
  }
}
