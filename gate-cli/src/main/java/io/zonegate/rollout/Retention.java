package io.zonegate.rollout;

import io.zonegate.file.IoReason;
import io.zonegate.policy.RetentionSettings;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Event;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.Removals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which octets of a zone's releases are kept: as the policy says, and whatever may be needed. */
public final class Retention {
  /** Of those that were live so many stay: a way back, and differences for IXFR. */
  private static final int LIVE_KEPT = 3;

  /** Answers of servers say why a release was held; after so long nobody asks. */
  private static final Duration PROBES_KEPT = Duration.ofDays(30);

  private final String zone;
  private final int stages;
  private final RetentionSettings settings;
  private final ReleaseStore store;
  private final Artefacts artefacts;

  /**
   * Prepares it.
   *
   * @param stages how many the policy has
   */
  public Retention(
      String zone,
      int stages,
      RetentionSettings settings,
      ReleaseStore store,
      Artefacts artefacts) {
    this.zone = zone;
    this.stages = stages;
    this.settings = settings;
    this.store = store;
    this.artefacts = artefacts;
  }

  /**
   * Removes what need not be kept.
   *
   * @throws IOException if a file cannot be deleted; it is tried again the next time
   */
  public void tidy(Instant now) throws IOException {
    Removals removals = store.removals();
    List<Release> there = removals.kept(zone);
    Set<Long> kept = kept(there, now);
    Set<Long> going =
        there.stream()
            .map(Release::id)
            .filter(id -> !kept.contains(id))
            .collect(Collectors.toSet());
    for (Release release : there) {
      if (going.contains(release.id())) {
        removals.mark(release, going, event(release, now));
      }
    }
    removals.markUnnamed(zone, now);
    for (String sha256 : removals.marked()) {
      if (Files.exists(artefacts.path(sha256))) {
        delete(removals, sha256);
      }
    }
    removals.forgetProbes(now.minus(PROBES_KEPT));
  }

  private static void delete(Removals removals, String sha256) throws IOException {
    try {
      removals.delete(sha256);
    } catch (UncheckedIOException e) {
      throw new IOException(IoReason.of(e.getCause()), e);
    }
  }

  private Event event(Release release, Instant now) {
    return Event.of(
        release,
        now,
        "gate",
        "artefact-removed",
        Map.of(
            "sha256",
            release.artefact(),
            "reason",
            "[gate] keep = "
                + settings.keep()
                + (settings.keepFor().isZero()
                    ? ""
                    : ", keep-for = " + settings.keepFor().toHours() + "h")));
  }

  /** The numbers of the releases whose octets stay. */
  private Set<Long> kept(List<Release> there, Instant now) {
    Set<Long> kept = new HashSet<>();
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < there.size(); i++) {
      Release release = there.get(i);
      boolean newest = i >= there.size() - settings.keep();
      boolean young = release.submittedAt().plus(settings.keepFor()).isAfter(now);
      if (newest || young || !release.state().ended()) {
        kept.add(release.id());
      }
      if (release.state() == ReleaseState.LIVE || release.state() == ReleaseState.RETIRED) {
        live.add(release.id());
      }
    }
    kept.addAll(live.subList(Math.max(0, live.size() - LIVE_KEPT), live.size()));
    store
        .lastAt(zone, 0)
        .flatMap(from -> WaysBack.before(store, from))
        .ifPresent(to -> kept.add(to.id()));
    for (int stage = 0; stage < stages; stage++) {
      store.lastAt(zone, stage).ifPresent(release -> kept.add(release.id()));
    }
    return kept;
  }
}
