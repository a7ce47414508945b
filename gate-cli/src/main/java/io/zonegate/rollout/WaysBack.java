package io.zonegate.rollout;

import io.zonegate.attest.AttestationException;
import io.zonegate.file.IoReason;
import io.zonegate.policy.GateSettings;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.StoreException;
import io.zonegate.release.WayBack;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prepares, for each release that servers have, the way back from it: the content that was live
 * before under a higher serial, signed and judged ahead, so that it can be taken while the tokens
 * are away. That it cannot be prepared keeps no release.
 */
final class WaysBack {
  /** A token that is away for a day has been tried often enough; a person's word begins anew. */
  static final int MOST_FAILURES = 5;

  /** Between two trials, times the number of failures. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  /** One that was made in this time would not come out longer now. */
  private static final Duration SETTLED = Duration.ofHours(1);

  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;
  private final Artefacts artefacts;
  private final CandidateJudge judge;
  private final Attestor attestor;
  private final Optional<ContentSigner> signer;
  private final Contents contents;
  private final Supplier<Instant> clock;

  /** It did not come about; the message says why. */
  private static final class NoWayException extends Exception {
    private static final long serialVersionUID = 1L;

    NoWayException(String message) {
      super(message);
    }
  }

  WaysBack(Rollout.Parts parts) {
    this.zone = parts.zone();
    this.settings = parts.settings();
    this.store = parts.store();
    this.artefacts = parts.artefacts();
    this.judge = parts.judge();
    this.attestor = parts.attestor();
    this.signer = parts.signer();
    this.contents = parts.contents();
    this.clock = parts.clock();
  }

  /**
   * The release whose content was live before this one: the last good one. From a rollback that is
   * not live it is the one that it was to bring back.
   *
   * @return empty if none was
   */
  static Optional<Release> before(ReleaseStore store, Release release) {
    if (release.rollback().isPresent() && release.state() != ReleaseState.LIVE) {
      return store.lastGood(release.zone(), release.rollback().get().bringsBack() + 1);
    }
    // Between a rollback and the release whose content it has, all was rolled back.
    Release root = release;
    while (root.rollback().isPresent()) {
      root = store.release(root.rollback().get().bringsBack()).orElseThrow();
    }
    return store.lastGood(release.zone(), root.id());
  }

  /**
   * Prepares the way back from a release that servers have, if it is time to.
   *
   * @return whether something was done
   */
  boolean prepare(Release from) {
    Optional<Release> to = before(store, from);
    if (to.isEmpty()) {
      return false;
    }
    Instant now = clock.get();
    Optional<WayBack> read = store.ways().wayBack(from);
    WayBack way =
        read.filter(w -> w.bringsBack() == to.get().id())
            .orElse(WayBack.missing(from, to.get(), now));
    if (!isDue(way, now)) {
      return false;
    }
    if (judge.isBusy()) {
      throw new CandidateJudge.BusyException();
    }
    try {
      make(from, to.get(), way, read);
    } catch (NoWayException e) {
      failed(from, way, read, e.getMessage());
    } catch (StoreException | CandidateJudge.BusyException e) {
      throw e;
    } catch (RuntimeException | OutOfMemoryError e) {
      // The release must go on; it would not if this were tried at every look.
      failed(from, way, read, "this should not have happened, please report it: " + e);
    }
    return true;
  }

  private void failed(Release from, WayBack way, Optional<WayBack> read, String why) {
    Instant now = clock.get();
    WayBack failed = way.failed(why, now);
    Map<String, String> details =
        Map.of("reason", why, "failures", Integer.toString(failed.trouble().failures()));
    store
        .ways()
        .replace(read, failed, Event.of(from, now, StateChanges.ACTOR, "no-way-back", details));
  }

  private boolean isDue(WayBack way, Instant now) {
    if (way.state() == WayBack.State.BROUGHT) {
      return true;
    }
    if (signer.isEmpty()
        || way.trouble().failures() >= MOST_FAILURES
        || now.isBefore(way.trouble().at().plus(PAUSE.multipliedBy(way.trouble().failures())))) {
      return false;
    }
    return way.state() == WayBack.State.MISSING
        || isShort(way, now)
        || new GivenSerials(zone, settings, store).refusal(way.facts().serial()).isPresent();
  }

  /** Whether it would soon not live long enough. */
  private boolean isShort(WayBack way, Instant now) {
    Duration least = settings.ways().leastLife().multipliedBy(2);
    return now.isAfter(way.at().plus(SETTLED))
        && way.facts().expires().filter(e -> e.isBefore(now.plus(least))).isPresent();
  }

  private void make(Release from, Release to, WayBack way, Optional<WayBack> read)
      throws NoWayException {
    Path work =
        settings
            .folder()
            .resolve("work")
            .resolve(URLEncoder.encode(zone, StandardCharsets.UTF_8) + "back");
    Path unsigned = work.resolve("unsigned");
    Path signed = work.resolve("signed");
    boolean brought = way.state() == WayBack.State.BROUGHT;
    try {
      Files.createDirectories(work);
      try {
        long given = new GivenSerials(zone, settings, store).last().orElse(from.facts().serial());
        contents.write(
            artefacts.path(to.artefact()),
            zone,
            given,
            !brought && signer.orElseThrow().keepsRequests(),
            unsigned);
        if (brought) {
          judged(artefacts.path(way.artefact()), unsigned, from, to, way, read);
        } else {
          signer.orElseThrow().sign(unsigned, artefacts.path(from.artefact()), signed, clock.get());
          judged(signed, unsigned, from, to, way, read);
        }
      } finally {
        Files.deleteIfExists(unsigned);
        Files.deleteIfExists(signed);
      }
    } catch (ZoneReadException e) {
      throw new NoWayException("the content of " + to + " cannot be read: " + e.getMessage());
    } catch (ContentSigner.NotSignedException e) {
      throw new NoWayException(e.getMessage());
    } catch (IOException e) {
      throw new NoWayException(IoReason.of(e));
    }
  }

  private void judged(
      Path file, Path unsigned, Release from, Release to, WayBack way, Optional<WayBack> read)
      throws NoWayException, IOException {
    Optional<Path> live = store.live(zone).map(r -> artefacts.path(r.artefact()));
    Map<String, String> letPass = letPass(to);
    CandidateJudge.Judged judged =
        judge.judge(file, new Basis(live, Optional.of(unsigned), letPass));
    if (judged.decision() != Decision.PASS) {
      throw new NoWayException("it was judged " + judged.summary());
    }
    Optional<String> late =
        new GivenSerials(zone, settings, store).refusal(judged.facts().serial());
    if (late.isPresent()) {
      throw new NoWayException("its " + late.get());
    }
    Instant now = clock.get();
    Artefacts.Kept kept = artefacts.keep(file);
    if (!kept.sha256().equals(judged.sha256())) {
      throw new NoWayException(
          "judged were octets with SHA-256 " + judged.sha256() + ", found were " + kept.sha256());
    }
    String maker = way.state() == WayBack.State.BROUGHT ? way.by() : StateChanges.ACTOR;
    WayBack ready =
        way.ready(
            kept.sha256(),
            maker,
            judged.facts(),
            judged.report(),
            attested(from, kept.sha256(), judged, letPass, now),
            now);
    Map<String, String> details = new LinkedHashMap<>();
    details.put("sha256", kept.sha256());
    details.put("serial", Long.toString(judged.facts().serial()));
    details.put("bringsBack", Long.toString(to.id()));
    details.put("verdict", judged.summary());
    store
        .ways()
        .replace(
            read,
            ready,
            kept.octets(),
            Event.of(from, now, StateChanges.ACTOR, "way-back", details));
  }

  private Optional<String> attested(
      Release from,
      String sha256,
      CandidateJudge.Judged judged,
      Map<String, String> letPass,
      Instant now)
      throws NoWayException {
    try {
      return attestor.attest(
          new Attestor.Passed(from.zone(), sha256, judged.facts(), letPass.keySet()), now);
    } catch (AttestationException e) {
      throw new NoWayException("it passed, but: " + e.getMessage());
    }
  }

  /**
   * What a way back is not held against: the size of the change. It undoes one, and its content was
   * live, which ZONE-UNCHANGED proves where it is made.
   */
  static Map<String, String> letPass(Release to) {
    return Map.of("ZONE-DELTA", "a way back (its content was live before, with " + to + ")");
  }
}
