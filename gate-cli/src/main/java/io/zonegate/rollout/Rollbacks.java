package io.zonegate.rollout;

import io.zonegate.policy.GateSettings;
import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.WayBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people do with ways back: take one, and bring one. It changes the store alone; whoever
 * drives the zone acts on it.
 */
public final class Rollbacks {
  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;

  /** Ways back of a zone, which is absolute and in lower case. */
  public Rollbacks(String zone, GateSettings settings, ReleaseStore store) {
    this.zone = zone;
    this.settings = settings;
    this.store = store;
  }

  /**
   * The release that a rollback would take back: what servers of the first stage were given last.
   * That is the one on its way, or one that ended there, or else the one that is live.
   */
  public Optional<Release> from() {
    return store.lastAt(zone, 0);
  }

  /** The way back from that release, ready or not; empty if nothing is kept of one. */
  public Optional<WayBack> way() {
    return from().flatMap(store.ways()::wayBack);
  }

  /** Why a rollback cannot be had now; empty if it can. */
  public Optional<String> refusal(Instant now) {
    Optional<Release> from = from();
    if (from.isEmpty()) {
      return Optional.of("no release of " + zone + " has servers");
    }
    if (store.inFlight(zone).filter(r -> r.rollback().isPresent()).isPresent()) {
      return Optional.of(
          "a rollback is on its way; zonegate gate resume, promote or abandon speaks to it");
    }
    if (store.freezes().frozen(zone).isPresent()) {
      return Optional.of(zone + " is frozen; zonegate gate thaw comes first");
    }
    if (WaysBack.before(store, from.get()).isEmpty()) {
      return Optional.of("nothing was live before " + from.get() + " that one could go back to");
    }
    Optional<WayBack> way = way();
    if (way.isEmpty() || way.get().state() != WayBack.State.READY) {
      return Optional.of(notReady(from.get(), way));
    }
    Optional<Instant> expires = way.get().facts().expires();
    if (expires.filter(e -> e.isBefore(now.plus(settings.ways().leastLife()))).isPresent()) {
      return Optional.of(
          "the first signature of the way back expires at "
              + expires.get()
              + ", in less than rollback-least-life = "
              + settings.ways().leastLife().toHours()
              + " h; it is made anew when the tokens answer, or zonegate gate submit --way-back"
              + " FILE brings one");
    }
    return new GivenSerials(zone, settings, store)
        .refusal(way.get().facts().serial())
        .map(
            late ->
                "the way back's "
                    + late
                    + "; another is made when the tokens answer, or zonegate gate submit --way-back"
                    + " FILE brings one");
  }

  private String notReady(Release from, Optional<WayBack> way) {
    String why =
        way.filter(w -> w.state() == WayBack.State.BROUGHT)
            .map(w -> "it waits for its verdict")
            .or(() -> way.map(w -> w.trouble().why()).filter(w -> !w.isEmpty()))
            .orElse(
                settings.ways().hsm().isPresent()
                    ? "zonegate gate run has not made it yet"
                    : "none was brought");
    return "no way back from "
        + from
        + " is ready: "
        + why
        + "; zonegate gate submit --way-back FILE brings one";
  }

  /**
   * Rolls back: the way back becomes the release on its way. What is on its way now ends, and so
   * does what waits.
   *
   * @param by who says so
   * @return what holds now, for people
   * @throws RefusedException if it cannot be done as things stand; a way back that is missing is
   *     then tried again
   * @throws ChangedMeanwhileException if somebody else was faster
   */
  public String take(String by, String reason, Instant now)
      throws RefusedException, ChangedMeanwhileException {
    if (reason.isBlank()) {
      throw new RefusedException("zonegate gate rollback needs --reason TEXT");
    }
    Optional<String> refusal = refusal(now);
    if (refusal.isPresent()) {
      tryAgain(by, now);
      throw new RefusedException("zonegate gate rollback: " + refusal.get());
    }
    Release from = from().orElseThrow();
    List<Release> ended = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    String why = "rolled back by " + by + ": " + reason;
    Optional<Release> current = store.inFlight(zone);
    if (current.isPresent()) {
      boolean served = current.get().id() == from.id();
      end(
          current.get(),
          served ? ReleaseState.ROLLED_BACK : ReleaseState.ABANDONED,
          served ? "rolled-back" : "abandoned",
          why,
          by,
          now,
          ended,
          events);
    }
    for (Release waiting : store.waiting(zone)) {
      String again = why + "; submit it again if it does not have that fault";
      end(waiting, ReleaseState.SUPERSEDED, "superseded", again, by, now, ended, events);
    }
    Release taken = store.ways().take(way().orElseThrow(), from, ended, events, by, reason, now);
    return taken
        + " is on its way: the content of release "
        + taken.rollback().orElseThrow().bringsBack()
        + ", in place of "
        + from;
  }

  /** Whether it will do for a while, so that nothing need be risked for another. */
  private boolean lasts(WayBack way, Instant now) {
    Instant soon = now.plus(settings.ways().leastLife().multipliedBy(2));
    return way.facts().expires().filter(e -> e.isBefore(soon)).isEmpty()
        && new GivenSerials(zone, settings, store).refusal(way.facts().serial()).isEmpty();
  }

  private static void end(
      Release release,
      ReleaseState state,
      String kind,
      String why,
      String by,
      Instant now,
      List<Release> ended,
      List<Event> events) {
    ended.add(release.at(release.standing().to(state, now, why)));
    events.add(Event.of(release, now, by, kind, Map.of("reason", why)));
  }

  /** Who wants to go back has seen to it that it can be made: it is tried at once. */
  private void tryAgain(String by, Instant now) {
    Optional<WayBack> way = way();
    if (way.filter(w -> w.trouble().failures() > 0).isPresent()) {
      Event event = Event.of(from().orElseThrow(), now, by, "way-back-wanted", Map.of());
      store.ways().replace(way, way.get().afresh(now), event);
    }
  }

  /**
   * Brings a signed zone as the way back from what servers have; it is judged by whoever drives the
   * zone.
   *
   * @param sha256 its octets, which are kept already
   * @throws RefusedException if there is nothing to go back to, or one that will do is ready
   */
  public String bring(String sha256, long octets, String by, Instant now) throws RefusedException {
    Release from =
        from().orElseThrow(() -> new RefusedException("no release of " + zone + " has servers"));
    Release to =
        WaysBack.before(store, from)
            .orElseThrow(
                () ->
                    new RefusedException(
                        "nothing was live before " + from + " that one could go back to"));
    if (way().filter(w -> w.state() == WayBack.State.READY && lasts(w, now)).isPresent()) {
      throw new RefusedException(
          "a way back that passed is ready (zonegate gate status); another is taken when its"
              + " signatures run out or its serial is late");
    }
    store
        .ways()
        .keep(
            WayBack.brought(from, to, sha256, by, now),
            octets,
            Event.of(from, now, by, "way-back-brought", Map.of("sha256", sha256)));
    return "the way back from " + from + " is judged next; it must have the content of " + to;
  }
}
