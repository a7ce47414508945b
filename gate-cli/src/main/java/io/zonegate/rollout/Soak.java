package io.zonegate.rollout;

import io.zonegate.policy.StageSettings;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.probe.ServerProbe;
import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The time that a release spends in a stage, and what ends it. */
final class Soak {
  /** A clock that was set back by more is not one to measure soak and deadline by. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final ReleaseStore store;
  private final StageWatcher watcher;

  /** The release last probed, and when; another process may have probed it before. */
  private long probed = -1;

  private int probedStage = -1;
  private long probedAt;

  Soak(ReleaseStore store, StageWatcher watcher) {
    this.store = store;
    this.watcher = watcher;
  }

  /**
   * What came of a look.
   *
   * @param pause until the next one; zero unless the state is WAITING
   * @param why a person must look; empty unless the state is TROUBLE
   */
  record Look(State state, Duration pause, String why) {
    /** Where the release is now. */
    enum State {
      /** Not through yet. */
      WAITING,
      /** A person must look. */
      TROUBLE,
      /** Probes and soak are done, and only a person's word is missing. */
      READY,
      /** It may leave the stage. */
      THROUGH
    }

    private static Look of(State state) {
      return new Look(state, Duration.ZERO, "");
    }

    private static Look waiting(Duration pause) {
      return new Look(State.WAITING, pause, "");
    }

    private static Look trouble(String why) {
      return new Look(State.TROUBLE, Duration.ZERO, why);
    }
  }

  /**
   * Probes, if it is time to.
   *
   * @param frozen whether it could not go on anyway
   */
  Look look(Release release, StageSettings stage, boolean frozen, Supplier<Instant> clock)
      throws ChangedMeanwhileException, InterruptedException {
    Duration wait = untilProbe(release, stage);
    if (!wait.isZero()) {
      return Look.waiting(wait);
    }
    Map<String, ServerProbe.Result> results = watcher.ask(stage, release);
    probed = release.id();
    probedStage = release.standing().stage();
    probedAt = System.nanoTime();
    Instant now = clock.get();
    note(release, results, now);
    Optional<String> trouble = trouble(release, stage, results, now);
    if (trouble.isPresent()) {
      return Look.trouble(trouble.get());
    }
    int good = allGood(results) ? release.standing().good() + 1 : 0;
    boolean missed = !allGood(results) && release.standing().good() < stage.goodProbes();
    if (missed && isLate(release, stage, now)) {
      return Look.trouble(late(stage, results));
    }
    if (through(release, stage, good, now)) {
      if (frozen || (stage.approval() && release.standing().approvedBy().isEmpty())) {
        probedGood(release, good);
        return Look.of(Look.State.READY);
      }
      Map<String, ServerProbe.Result> transfers = watcher.compare(stage, release);
      note(release, transfers, now);
      if (transfers.isEmpty() || allGood(transfers)) {
        return Look.of(Look.State.THROUGH);
      }
      Optional<String> different = trouble(release, stage, transfers, now);
      if (different.isPresent() || isLate(release, stage, now)) {
        return Look.trouble(different.orElseGet(() -> late(stage, transfers)));
      }
    }
    probedGood(release, good);
    return Look.waiting(stage.interval());
  }

  private void probedGood(Release release, int good) throws ChangedMeanwhileException {
    if (good != release.standing().good()) {
      store.save(List.of(release.at(release.standing().probed(good))), List.of());
    }
  }

  private void note(Release release, Map<String, ServerProbe.Result> results, Instant now) {
    List<ProbeNote> notes = new ArrayList<>();
    results.forEach(
        (server, result) ->
            notes.add(new ProbeNote(server, now, result.outcome().name(), result.detail())));
    store.probes().keep(release, notes);
  }

  private Duration untilProbe(Release release, StageSettings stage) {
    if (probed != release.id() || probedStage != release.standing().stage()) {
      return Duration.ZERO;
    }
    Duration past = Duration.ofNanos(System.nanoTime() - probedAt);
    return past.compareTo(stage.interval()) >= 0 ? Duration.ZERO : stage.interval().minus(past);
  }

  /** Why a person must look; empty if nothing is wrong so far. */
  private static Optional<String> trouble(
      Release release, StageSettings stage, Map<String, ServerProbe.Result> results, Instant now) {
    Instant published = release.standing().published();
    if (now.isBefore(published.minus(CLOCK_TOLERANCE))) {
      return Optional.of(
          "the clock says "
              + now
              + ", but it was published at "
              + published
              + "; set the clock right, then zonegate gate resume");
    }
    String where = "stage " + stage.name() + ": ";
    for (Map.Entry<String, ServerProbe.Result> entry : results.entrySet()) {
      ServerProbe.Result result = entry.getValue();
      if (result.outcome() == ProbeOutcome.WRONG) {
        return Optional.of(where + entry.getKey() + ": " + result.detail());
      }
      if (result.outcome() == ProbeOutcome.OLDER && release.standing().good() > 0) {
        return Optional.of(where + entry.getKey() + " went back: " + result.detail());
      }
    }
    return Optional.empty();
  }

  private static boolean isLate(Release release, StageSettings stage, Instant now) {
    return now.isAfter(release.standing().published().plus(stage.deadline()));
  }

  private static String late(StageSettings stage, Map<String, ServerProbe.Result> results) {
    return results.entrySet().stream()
        .filter(e -> e.getValue().outcome() != ProbeOutcome.GOOD)
        .map(e -> e.getKey() + ": " + e.getValue().detail())
        .findFirst()
        .map(
            first ->
                "stage "
                    + stage.name()
                    + ": not through by the deadline of "
                    + stage.deadline().toSeconds()
                    + " s: "
                    + first)
        .orElseThrow();
  }

  private static boolean through(Release release, StageSettings stage, int good, Instant now) {
    return good >= stage.goodProbes()
        && !now.isBefore(release.standing().published().plus(stage.soak()));
  }

  private static boolean allGood(Map<String, ServerProbe.Result> results) {
    return !results.isEmpty()
        && results.values().stream().allMatch(r -> r.outcome() == ProbeOutcome.GOOD);
  }
}
