package io.zonegate.rollout;

import io.zonegate.policy.StageSettings;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.probe.ServerProbe;
import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.release.Event;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
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
  private static final String ACTOR = "gate";

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
   * Probes, if it is time to.
   *
   * @return how long to wait for the next look; zero if something was changed; empty if the release
   *     may leave the stage
   */
  Optional<Duration> look(Release release, StageSettings stage, Supplier<Instant> clock)
      throws ChangedMeanwhileException, InterruptedException {
    Duration wait = untilProbe(release, stage);
    if (!wait.isZero()) {
      return Optional.of(wait);
    }
    Map<String, ServerProbe.Result> results = watcher.ask(stage, release);
    probed = release.id();
    probedStage = release.standing().stage();
    probedAt = System.nanoTime();
    Instant now = clock.get();
    note(release, results, now);
    Optional<String> trouble = trouble(release, stage, results, now);
    if (trouble.isPresent()) {
      return hold(release, trouble.get(), now);
    }
    int good = allGood(results) ? release.standing().good() + 1 : 0;
    if (through(release, stage, good, now)
        && (!stage.approval() || !release.standing().approvedBy().isEmpty())) {
      Map<String, ServerProbe.Result> transfers = watcher.compare(stage, release);
      note(release, transfers, now);
      if (transfers.isEmpty() || allGood(transfers)) {
        return Optional.empty();
      }
      Optional<String> different = trouble(release, stage, transfers, clock.get());
      if (different.isPresent()) {
        return hold(release, different.get(), now);
      }
    }
    if (good != release.standing().good()) {
      store.save(List.of(release.at(release.standing().probed(good))), List.of());
    }
    return Optional.of(stage.interval());
  }

  private void note(Release release, Map<String, ServerProbe.Result> results, Instant now) {
    List<ProbeNote> notes = new ArrayList<>();
    results.forEach(
        (server, result) ->
            notes.add(new ProbeNote(server, now, result.outcome().name(), result.detail())));
    store.keepProbes(release, notes);
  }

  private Optional<Duration> hold(Release release, String why, Instant now)
      throws ChangedMeanwhileException {
    store.save(
        List.of(release.at(release.standing().to(ReleaseState.HELD, now, why))),
        List.of(Event.of(release, now, ACTOR, "held", Map.of("reason", why))));
    return Optional.of(Duration.ZERO);
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
    int good = allGood(results) ? release.standing().good() + 1 : 0;
    if (now.isAfter(published.plus(stage.deadline())) && !through(release, stage, good, now)) {
      return Optional.of(
          where
              + "not through by the deadline of "
              + stage.deadline().toSeconds()
              + " s: "
              + worst(results, good, stage));
    }
    return Optional.empty();
  }

  private static String worst(
      Map<String, ServerProbe.Result> results, int good, StageSettings stage) {
    return results.entrySet().stream()
        .filter(e -> e.getValue().outcome() != ProbeOutcome.GOOD)
        .map(e -> e.getKey() + ": " + e.getValue().detail())
        .findFirst()
        .orElse(good + " good probes in a row of " + stage.goodProbes());
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
