package io.zonegate.rollout;

import io.zonegate.policy.StageSettings;
import io.zonegate.probe.ServerProbe;
import io.zonegate.release.Release;
import java.util.Map;

/** Asks the servers of a stage what they serve. */
public interface StageWatcher {
  /** What each server of the stage says, by its name in the policy. */
  Map<String, ServerProbe.Result> ask(StageSettings stage, Release release)
      throws InterruptedException;

  /**
   * Whether what each server gives by transfer is the judged zone, by its name in the policy; empty
   * if the policy does not ask for it.
   */
  Map<String, ServerProbe.Result> compare(StageSettings stage, Release release);
}
