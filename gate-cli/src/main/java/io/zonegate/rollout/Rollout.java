package io.zonegate.rollout;

import io.zonegate.attest.AttestationException;
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
import io.zonegate.verifier.verdict.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.Serial;

/**
 * Drives the releases of one zone, one durable step at a time: each state is in the store before it
 * is acted on, and each action can be done again, so that whoever is killed at whatever moment goes
 * on where it was. Only what passed is ever given to a server. The caller has the zone's turn.
 */
public final class Rollout {
  /** Who acts, in the log. */
  private static final String ACTOR = "gate";

  /** After this time a zone that passed and went nowhere, as in a freeze, is judged again. */
  private static final Duration FRESH = Duration.ofHours(1);

  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;
  private final Artefacts artefacts;
  private final CandidateJudge judge;
  private final Attestor attestor;
  private final StagePublisher publisher;
  private final ReleaseLedger ledger;
  private final Soak soak;
  private final Supplier<Instant> clock;

  /**
   * Prepares the driving.
   *
   * @param zone apex, absolute, lower case
   * @param publisher gives the servers of a stage a release
   * @param watcher asks the servers of a stage
   */
  public Rollout(
      String zone,
      GateSettings settings,
      ReleaseStore store,
      Artefacts artefacts,
      CandidateJudge judge,
      Attestor attestor,
      StagePublisher publisher,
      StageWatcher watcher,
      ReleaseLedger ledger,
      Supplier<Instant> clock) {
    this.zone = zone;
    this.settings = settings;
    this.store = store;
    this.artefacts = artefacts;
    this.judge = judge;
    this.attestor = attestor;
    this.publisher = publisher;
    this.ledger = ledger;
    this.soak = new Soak(store, watcher);
    this.clock = clock;
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
      return current.isEmpty() ? Optional.empty() : drive(current.get());
    } catch (ChangedMeanwhileException e) {
      // Somebody had a say in it between our reading and our writing: read again.
      return Optional.of(Duration.ZERO);
    }
  }

  private boolean givesWay(Release current) {
    boolean held = current.state() == ReleaseState.HELD;
    boolean unpublished = current.standing().stage() < 0;
    // What passed goes out, however fast others come after it, unless it cannot.
    boolean stuck =
        held || current.state() == ReleaseState.VERIFYING || store.frozen(zone).isPresent();
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
      events.add(Event.of(old, now, ACTOR, "superseded", Map.of("by", newest.toString())));
    }
    changed.add(newest.at(newest.standing().to(ReleaseState.VERIFYING, now, "")));
    events.add(Event.of(newest, now, ACTOR, "verifying", Map.of("sha256", newest.artefact())));
    store.save(changed, events);
  }

  private Optional<Duration> drive(Release release)
      throws ChangedMeanwhileException, InterruptedException {
    if (release.state() == ReleaseState.VERIFYING) {
      verify(release);
      return Optional.of(Duration.ZERO);
    }
    if (release.state() == ReleaseState.HELD) {
      return Optional.empty();
    }
    Optional<String> obstacle = obstacle(release);
    if (obstacle.isPresent()) {
      hold(release, obstacle.get());
      return Optional.of(Duration.ZERO);
    }
    boolean frozen = store.frozen(zone).isPresent();
    if (release.state() == ReleaseState.SOAKING) {
      StageSettings stage = settings.stages().get(release.standing().stage());
      Soak.Look look = soak.look(release, stage, frozen, clock);
      switch (look.state()) {
        case TROUBLE -> {
          hold(release, look.why());
          return Optional.of(Duration.ZERO);
        }
        case WAITING -> {
          return Optional.of(look.pause());
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
      move(
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

  /** Whether so much time has passed since the verdict that it is to be reached again. */
  private boolean isStale(Release release) {
    return release.state() == ReleaseState.VERIFIED
        && release.standing().since().plus(FRESH).isBefore(clock.get());
  }

  private void verify(Release release) throws ChangedMeanwhileException {
    Optional<Path> live = store.live(zone).map(r -> artefacts.path(r.artefact()));
    CandidateJudge.Judged judged = judge.judge(artefacts.path(release.artefact()), live);
    Instant now = clock.get();
    store.keepVerdict(release, judged.decision().name(), judged.report(), now);
    Release known = release.with(judged.facts());
    if (judged.decision() == Decision.BLOCK) {
      end(known, ReleaseState.BLOCKED, judged.summary(), now);
    } else if (judged.decision() == Decision.UNDECIDED) {
      end(known, ReleaseState.UNDECIDED, judged.summary(), now);
    } else if (!judged.sha256().equals(release.artefact())) {
      String why =
          "judged were octets with SHA-256 "
              + judged.sha256()
              + ", kept were "
              + release.artefact()
              + "; run zonegate gate doctor";
      end(known, ReleaseState.UNDECIDED, why, now);
    } else {
      Optional<String> late = behind(known);
      if (late.isPresent()) {
        end(known, ReleaseState.BLOCKED, late.get(), now);
      } else {
        passed(known, judged.summary(), now);
      }
    }
  }

  private void passed(Release release, String summary, Instant now)
      throws ChangedMeanwhileException {
    try {
      Optional<String> attestation = attestor.attest(release, now);
      attestation.ifPresent(text -> store.keepAttestation(release, text));
    } catch (AttestationException e) {
      end(release, ReleaseState.UNDECIDED, "it passed, but: " + e.getMessage(), now);
      return;
    }
    move(
        release,
        ReleaseState.VERIFIED,
        "",
        now,
        Map.of("sha256", release.artefact(), "verdict", summary));
  }

  /** Servers take no serial that is not after theirs (RFC 1982, RFC 1034 4.3.5). */
  private Optional<String> behind(Release release) {
    long serial = release.facts().serial();
    for (int stage = 0; stage < settings.stages().size(); stage++) {
      Optional<Release> last = store.lastAt(zone, stage);
      if (last.filter(r -> Serial.compare(serial, r.facts().serial()) <= 0).isPresent()) {
        return Optional.of(
            "serial "
                + serial
                + " is not after "
                + last.get().facts().serial()
                + ", which servers of stage "
                + settings.stages().get(stage).name()
                + " were given with "
                + last.get()
                + "; sign the zone again with a higher serial");
      }
    }
    return Optional.empty();
  }

  private void end(Release release, ReleaseState state, String why, Instant now)
      throws ChangedMeanwhileException {
    move(release, state, why, now, Map.of("sha256", release.artefact(), "reason", why));
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
            ACTOR,
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
        Event.of(release, now, ACTOR, "publishing", Map.of("stage", name)));
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
      changed.add(old.at(old.standing().to(ReleaseState.RETIRED, now, release + " is live")));
      events.add(Event.of(old, now, ACTOR, "retired", Map.of("by", release.toString())));
    }
    changed.add(release.at(release.standing().to(ReleaseState.LIVE, now, "")));
    events.add(
        Event.of(
            release,
            now,
            ACTOR,
            "live",
            Map.of(
                "sha256", release.artefact(), "serial", Long.toString(release.facts().serial()))));
    store.save(changed, events);
  }

  private void hold(Release release, String why) throws ChangedMeanwhileException {
    move(release, ReleaseState.HELD, why, clock.get(), Map.of("reason", why));
  }

  /** To another state of the same stage; the log has the state's name as the word for it. */
  private void move(
      Release release, ReleaseState state, String why, Instant now, Map<String, String> details)
      throws ChangedMeanwhileException {
    store.save(
        release.at(release.standing().to(state, now, why)),
        Event.of(release, now, ACTOR, state.name().toLowerCase(Locale.ROOT), details));
  }
}
