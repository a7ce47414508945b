package io.zonegate.rollout;

import io.zonegate.policy.StageSettings;
import io.zonegate.probe.ServerProbe;
import io.zonegate.release.Release;
import java.util.Map;

/** Asks the servers of a stage what they serve. */
@FunctionalInterface
public interface StageWatcher {
  /** What each server of the stage says, by its name in the policy. */
  Map<String, ServerProbe.Result> ask(StageSettings stage, Release release)
      throws InterruptedException;
}
