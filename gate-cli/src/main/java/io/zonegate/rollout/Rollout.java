package io.zonegate.rollout;

import io.zonegate.policy.GateSettings;
import io.zonegate.policy.StageSettings;
import io.zonegate.publish.NotPublishedException;
import io.zonegate.publish.StagePublisher;
import io.zonegate.release.Artefacts;
import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Drives the releases of one zone, one durable step at a time: each state is in the store before it
 * is acted on, and each action can be done again, so that whoever is killed at whatever moment goes
 * on where it was. Only what passed is ever given to a server. The caller has the zone's turn.
 */
public final class Rollout {
  /** After this time a zone that passed and went nowhere, as in a freeze, is judged again. */
  private static final Duration FRESH = Duration.ofHours(1);

  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;
  private final Artefacts artefacts;
  private final StagePublisher publisher;
  private final ReleaseLedger ledger;
  private final StateChanges changes;
  private final Verification verification;
  private final WaysBack waysBack;
  private final Soak soak;
  private final Supplier<Instant> clock;

  /**
   * What the driving is done with.
   *
   * @param zone apex, absolute, lower case
   * @param publisher gives the servers of a stage a release
   * @param watcher asks the servers of a stage
   * @param signer signs ways back; empty if they are brought
   * @param contents finds what they bring back
   */
  public record Parts(
      String zone,
      GateSettings settings,
      ReleaseStore store,
      Artefacts artefacts,
      CandidateJudge judge,
      Attestor attestor,
      StagePublisher publisher,
      StageWatcher watcher,
      ReleaseLedger ledger,
      Optional<ContentSigner> signer,
      Contents contents,
      Supplier<Instant> clock) {}

  /** Prepares the driving. */
  public Rollout(Parts parts) {
    this.zone = parts.zone();
    this.settings = parts.settings();
    this.store = parts.store();
    this.artefacts = parts.artefacts();
    this.publisher = parts.publisher();
    this.ledger = parts.ledger();
    this.changes = new StateChanges(store);
    this.verification = new Verification(parts);
    this.waysBack = new WaysBack(parts);
    this.soak = new Soak(store, parts.watcher());
    this.clock = parts.clock();
  }

  /**
   * Does the next step.
   *
   * @return when there may be more to do: zero for at once, empty if only a new candidate or a
   *     person's word brings more
   */
  public Optional<Duration> step() throws InterruptedException {
    Optional<Release> current = store.inFlight(zone);
    List<Release> waiting = store.waiting(zone);
    try {
      if (!waiting.isEmpty() && current.map(this::givesWay).orElse(true)) {
        next(current, waiting);
        return Optional.of(Duration.ZERO);
      }
      return current.isEmpty() ? rest() : drive(current.get());
    } catch (ChangedMeanwhileException e) {
      // Somebody had a say in it between our reading and our writing: read again.
      return Optional.of(Duration.ZERO);
    }
  }

  /** Nothing is on its way: time for the way back from what servers have. */
  private Optional<Duration> rest() {
    boolean done = store.lastAt(zone, 0).filter(waysBack::prepare).isPresent();
    return done ? Optional.of(Duration.ZERO) : Optional.empty();
  }

  private boolean givesWay(Release current) {
    boolean held = current.state() == ReleaseState.HELD;
    boolean unpublished = current.standing().stage() < 0;
    // What passed goes out, however fast others come after it, unless it cannot.
    boolean stuck =
        held
            || current.state() == ReleaseState.VERIFYING
            || store.freezes().frozen(zone).isPresent();
    if (current.rollback().isPresent() && !held) {
      // A person asked for it; what comes meanwhile may have the fault that it takes back.
      return false;
    }
    return switch (settings.supersede()) {
      case NEVER -> false;
      case UNPUBLISHED -> unpublished && stuck;
      case HELD -> (unpublished && stuck) || held;
    };
  }

  /** The newest of those that wait has its turn; what it overtakes is not lost from sight. */
  private void next(Optional<Release> current, List<Release> waiting)
      throws ChangedMeanwhileException {
    Instant now = clock.get();
    Release newest = waiting.get(waiting.size() - 1);
    List<Release> overtaken = new ArrayList<>(waiting.subList(0, waiting.size() - 1));
    current.ifPresent(overtaken::add);
    List<Release> changed = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (Release old : overtaken) {
      String why = newest + " is newer";
      changed.add(old.at(old.standing().to(ReleaseState.SUPERSEDED, now, why)));
      events.add(
          Event.of(old, now, StateChanges.ACTOR, "superseded", Map.of("by", newest.toString())));
    }
    changed.add(newest.at(newest.standing().to(ReleaseState.VERIFYING, now, "")));
    events.add(
        Event.of(
            newest, now, StateChanges.ACTOR, "verifying", Map.of("sha256", newest.artefact())));
    store.save(changed, events);
  }

  private Optional<Duration> drive(Release release)
      throws ChangedMeanwhileException, InterruptedException {
    if (release.state() == ReleaseState.VERIFYING) {
      verification.judge(release);
      return Optional.of(Duration.ZERO);
    }
    if (release.state() == ReleaseState.HELD) {
      return rest();
    }
    Optional<String> obstacle = obstacle(release);
    if (obstacle.isPresent()) {
      hold(release, obstacle.get());
      return Optional.of(Duration.ZERO);
    }
    boolean frozen = store.freezes().frozen(zone).isPresent();
    if (release.state() == ReleaseState.SOAKING) {
      StageSettings stage = stage(release);
      Soak.Look look = soak.look(release, stage, frozen, clock);
      switch (look.state()) {
        case TROUBLE -> {
          hold(release, look.why());
          return Optional.of(Duration.ZERO);
        }
        case WAITING -> {
          // A rollback is in haste, and its own way back can wait until it is live.
          boolean prepared = release.rollback().isEmpty() && waysBack.prepare(release);
          return Optional.of(prepared ? Duration.ZERO : look.pause());
        }
        case READY -> {
          return Optional.empty();
        }
        case THROUGH -> {
          // On to the next stage, below.
        }
      }
    }
    if (frozen) {
      return Optional.empty();
    }
    if (release.state() == ReleaseState.PUBLISHING) {
      publish(release);
    } else if (isStale(release)) {
      changes.move(
          release,
          ReleaseState.VERIFYING,
          "",
          clock.get(),
          Map.of("sha256", release.artefact(), "reason", "the verdict is old"));
    } else {
      advance(release);
    }
    return Optional.of(Duration.ZERO);
  }

  /** The stage that a release is in, as it goes through it. */
  private StageSettings stage(Release release) {
    StageSettings stage = settings.stages().get(release.standing().stage());
    return release.rollback().isPresent() ? settings.ways().hurried(stage) : stage;
  }

  /** Why a release may go nowhere by itself; empty if it may. */
  private Optional<String> obstacle(Release release) {
    Standing standing = release.standing();
    if (standing.stage() >= settings.stages().size()
        || (standing.stage() >= 0
            && !settings.stages().get(standing.stage()).name().equals(standing.stageName()))) {
      return Optional.of(
          "the policy's stages are others than when it came to stage "
              + standing.stageName()
              + " as number "
              + (standing.stage() + 1)
              + "; put them back, or abandon the release");
    }
    return release
        .facts()
        .expires()
        .filter(expires -> !expires.isAfter(clock.get()))
        .map(
            expires ->
                "its first signature expired at "
                    + expires
                    + "; abandon it, and sign the zone anew");
  }

  /**
   * Whether the verdict is to be reached again: so much time has passed since, or, as with a way
   * back that was made ahead, another zone is live.
   */
  private boolean isStale(Release release) {
    Instant judged = release.standing().since();
    return release.state() == ReleaseState.VERIFIED
        && (judged.plus(FRESH).isBefore(clock.get())
            || store.live(zone).filter(l -> l.standing().since().isAfter(judged)).isPresent());
  }

  private void publish(Release release) throws ChangedMeanwhileException, InterruptedException {
    StageSettings stage = settings.stages().get(release.standing().stage());
    try {
      publisher.publish(stage, release);
    } catch (NotPublishedException e) {
      hold(release, e.getMessage());
      return;
    }
    Instant now = clock.get();
    Event published =
        Event.of(
            release,
            now,
            StateChanges.ACTOR,
            "published",
            Map.of("stage", stage.name(), "sha256", release.artefact()));
    try {
      store.save(release.at(release.standing().soaking(now)), published);
    } catch (ChangedMeanwhileException e) {
      // Whatever somebody said of it meanwhile, servers may have it.
      store.save(List.of(), List.of(published));
      throw e;
    }
  }

  /** To the next stage, or live after the last. */
  private void advance(Release release) throws ChangedMeanwhileException {
    int next = release.standing().stage() + 1;
    if (next >= settings.stages().size()) {
      live(release);
      return;
    }
    Instant now = clock.get();
    String name = settings.stages().get(next).name();
    store.save(
        release.at(release.standing().publishing(next, name, now)),
        Event.of(release, now, StateChanges.ACTOR, "publishing", Map.of("stage", name)));
  }

  private void live(Release release) throws ChangedMeanwhileException {
    Instant now = clock.get();
    try {
      ledger.live(release, artefacts.path(release.artefact()), now);
    } catch (ReleaseLedger.NotNotedException e) {
      hold(release, "all stages have it, but that could not be noted: " + e.getMessage());
      return;
    }
    List<Release> changed = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    Optional<Release> before = store.live(zone);
    if (before.isPresent()) {
      Release old = before.get();
      boolean back = release.rollback().filter(r -> old.id() > r.bringsBack()).isPresent();
      ReleaseState end = back ? ReleaseState.ROLLED_BACK : ReleaseState.RETIRED;
      changed.add(old.at(old.standing().to(end, now, release + " is live")));
      events.add(
          Event.of(
              old,
              now,
              StateChanges.ACTOR,
              StateChanges.word(end),
              Map.of("by", release.toString())));
    }
    changed.add(release.at(release.standing().to(ReleaseState.LIVE, now, "")));
    events.add(
        Event.of(
            release,
            now,
            StateChanges.ACTOR,
            "live",
            Map.of(
                "sha256", release.artefact(), "serial", Long.toString(release.facts().serial()))));
    store.save(changed, events);
    store.ways().dropEnded(zone);
  }

  private void hold(Release release, String why) throws ChangedMeanwhileException {
    changes.move(release, ReleaseState.HELD, why, clock.get(), Map.of("reason", why));
  }
}
