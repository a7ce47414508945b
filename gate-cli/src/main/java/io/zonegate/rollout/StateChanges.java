package io.zonegate.rollout;

import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Takes releases to other states of the stage that they are in. */
final class StateChanges {
  /** Who acts, in the log. */
  static final String ACTOR = "gate";

  private final ReleaseStore store;

  StateChanges(ReleaseStore store) {
    this.store = store;
  }

  /** The log has the state's name as the word for it. */
  void move(
      Release release, ReleaseState state, String why, Instant now, Map<String, String> details)
      throws ChangedMeanwhileException {
    store.save(
        release.at(release.standing().to(state, now, why)),
        Event.of(release, now, ACTOR, word(state), details));
  }

  /** The log's word for having come to a state. */
  static String word(ReleaseState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
