package io.zonegate.cli;

import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.rollout.RefusedException;
import io.zonegate.rollout.Rollbacks;
import java.time.Instant;

/** {@code zonegate gate rollback}. */
final class GateRollbackCommand extends GateSayCommand {
  GateRollbackCommand() {
    super(
        "gate rollback",
        "Give all servers what was live before, by the way back that is ready",
        true);
  }

  @Override
  String say(OpenGate gate, String by, String reason, Instant now)
      throws RefusedException, ChangedMeanwhileException {
    return new Rollbacks(gate.zone(), gate.settings(), gate.store()).take(by, reason, now);
  }
}
