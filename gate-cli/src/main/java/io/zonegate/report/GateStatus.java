package io.zonegate.report;

import io.zonegate.alarm.ZoneAlarms;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.Freeze;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.rollout.Word;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the releases of a zone are.
 *
 * @param zone apex, absolute
 * @param settings the stages that releases go through
 * @param releases all of them, by number
 * @param probes what the servers of the stage said last
 * @param freeze a person's word that nothing is published
 * @param possible what people may say now
 * @param ways ways around and back
 * @param alarms how long the live zone will do, and whether people would hear of it
 * @param now the clock that times are shown against
 */
public record GateStatus(
    String zone,
    GateSettings settings,
    List<Release> releases,
    List<ProbeNote> probes,
    Optional<Freeze> freeze,
    Set<Word> possible,
    GateWays ways,
    ZoneAlarms alarms,
    Instant now) {
  private static final int ENDED_SHOWN = 3;

  /** Copies the lists. */
  public GateStatus {
    releases = List.copyOf(releases);
    probes = List.copyOf(probes);
  }

  /** The release that went through all stages last. */
  public Optional<Release> live() {
    return releases.stream().filter(r -> r.state() == ReleaseState.LIVE).findFirst();
  }

  /** The release that is on its way. */
  public Optional<Release> inFlight() {
    return releases.stream().filter(r -> r.state().inFlight()).findFirst();
  }

  /** Those that wait for their turn. */
  public List<Release> waiting() {
    return releases.stream().filter(r -> r.state() == ReleaseState.RECEIVED).toList();
  }

  /** The last of those that ended otherwise than by a successor. */
  public List<Release> ended() {
    List<Release> ended =
        releases.stream()
            .filter(r -> r.state().ended() && r.state() != ReleaseState.RETIRED)
            .toList();
    return ended.subList(Math.max(0, ended.size() - ENDED_SHOWN), ended.size());
  }

  /** Those that a page shows more of: live, on its way, and the last that ended, latest first. */
  public List<Release> shown() {
    return Stream.of(
            live().stream(),
            inFlight().stream(),
            ended().stream().sorted(Comparator.comparingLong(Release::id).reversed()))
        .flatMap(releases -> releases)
        .toList();
  }

  /** What people may say now: words to a release, and the ways around and back. */
  public List<String> commands() {
    return Stream.concat(
            possible.stream().map(Word::word), ways.commands().stream().map(GateWays.Way::word))
        .toList();
  }

  /**
   * The policy's stage that a release is in, as it goes through it; empty before the first, or if
   * there is none such.
   */
  public Optional<StageSettings> stage(Release release) {
    int index = release.standing().stage();
    if (index < 0 || index >= settings.stages().size()) {
      return Optional.empty();
    }
    StageSettings stage = settings.stages().get(index);
    return Optional.of(release.rollback().isPresent() ? settings.ways().hurried(stage) : stage);
  }
}
