package io.zonegate.rollout;

import io.zonegate.file.DurableFile;
import io.zonegate.file.IoReason;
import io.zonegate.policy.GateSettings;
import io.zonegate.policy.Publication;
import io.zonegate.policy.StageSettings;
import io.zonegate.release.Artefacts;
import io.zonegate.release.LoggedEvent;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ReleaseStore;
import io.zonegate.release.WayBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a gate's database, its artefacts and its stages' files against each other. Mends nothing.
 */
public final class Examination {
  private final String zone;
  private final GateSettings settings;
  private final ReleaseStore store;
  private final Artefacts artefacts;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * What was found.
   *
   * @param fault whether somebody must do something
   * @param text what was looked at and how it is
   */
  public record Finding(boolean fault, String text) {}

  private Examination(String zone, GateSettings settings, ReleaseStore store, Artefacts artefacts) {
    this.zone = zone;
    this.settings = settings;
    this.store = store;
    this.artefacts = artefacts;
  }

  /** Looks at everything. */
  public static List<Finding> of(
      String zone, GateSettings settings, ReleaseStore store, Artefacts artefacts) {
    Examination examination = new Examination(zone, settings, store, artefacts);
    examination.database();
    examination.log();
    examination.artefacts();
    settings.stages().forEach(examination::stage);
    examination.wayBack();
    return List.copyOf(examination.findings);
  }

  /**
   * The first event that does not follow from those before it; empty if the chain is sound.
   *
   * @param events the whole log
   */
  public static Optional<Long> broken(List<LoggedEvent> events) {
    String previous = LoggedEvent.START;
    long sequence = 1;
    for (LoggedEvent logged : events) {
      if (logged.sequence() != sequence || !logged.previous().equals(previous) || !logged.sound()) {
        return Optional.of(sequence);
      }
      previous = logged.digest();
      sequence++;
    }
    return Optional.empty();
  }

  private void good(String text) {
    findings.add(new Finding(false, text));
  }

  private void fault(String text) {
    findings.add(new Finding(true, text));
  }

  private void database() {
    List<String> complaints = store.complaints();
    if (complaints.isEmpty()) {
      good("database: sound");
    }
    complaints.forEach(c -> fault("database: " + c));
  }

  private void log() {
    List<LoggedEvent> events = store.eventsAfter(0);
    broken(events)
        .ifPresentOrElse(
            n -> fault("log: altered at event " + n + "; compare it with an exported copy"),
            () -> good("log: " + events.size() + " events, the chain is sound"));
  }

  private void artefacts() {
    Map<String, Long> known = store.artefacts();
    int sound = 0;
    for (String sha256 : known.keySet()) {
      Path file = artefacts.path(sha256);
      try {
        if (!Files.exists(file)) {
          fault("artefact " + file + ": is missing; restore it from a copy of the zone");
        } else if (!artefacts.sound(sha256)) {
          fault("artefact " + file + ": has other octets than its name says");
        } else {
          sound++;
        }
      } catch (IOException e) {
        fault("artefact " + file + ": cannot be read: " + IoReason.of(e));
      }
    }
    good("artefacts: " + sound + " of " + known.size() + " are there and sound");
    Set<String> meant = new HashSet<>(known.keySet());
    for (String sha256 : store.removals().marked()) {
      meant.add(sha256);
      if (Files.exists(artefacts.path(sha256))) {
        good("artefact " + artefacts.path(sha256) + ": is not kept, zonegate gate run deletes it");
      }
    }
    try {
      for (Path stray : artefacts.strays(meant)) {
        fault(
            "artefacts: "
                + stray
                + " is of no release; a submission may be under way or was cut off. Delete it if it"
                + " is older than that");
      }
    } catch (IOException e) {
      fault("artefacts: cannot be listed: " + IoReason.of(e));
    }
  }

  private void stage(StageSettings stage) {
    int index = settings.stages().indexOf(stage);
    String what = "stage " + stage.name() + ", " + stage.publication() + ": ";
    Optional<Release> last = store.lastAt(zone, index);
    if (last.isEmpty()) {
      good(what + "no release has come so far");
      return;
    }
    Release release = last.get();
    if (release.state() == ReleaseState.PUBLISHING && release.standing().stage() == index) {
      good(what + release + " is being published");
      return;
    }
    if (stage.publication() instanceof Publication.ByFile byFile) {
      file(byFile, release, index, what);
    } else {
      transfer(stage, index, what);
    }
  }

  private void transfer(StageSettings stage, int index, String what) {
    List<Release> given = store.published(zone, index, stage.name(), 1);
    good(
        what
            + (given.isEmpty()
                ? "no release was given so far"
                : given.get(0) + " is what zonegate gate run gives"));
  }

  private void file(Publication.ByFile way, Release release, int index, String what) {
    try {
      String found = DurableFile.digest(way.file());
      if (found.equals(release.artefact())) {
        good(what + "has " + release);
      } else if (release.state() == ReleaseState.HELD && release.standing().stage() == index) {
        fault(
            what + "does not have " + release + ", which is held: " + release.standing().reason());
      } else {
        fault(
            what
                + "has SHA-256 "
                + found
                + ", but "
                + release
                + " with "
                + release.artefact()
                + " was given to it last; find out who replaced it");
      }
    } catch (IOException e) {
      fault(what + "cannot be read: " + IoReason.of(e));
    }
  }

  private void wayBack() {
    Rollbacks rollbacks = new Rollbacks(zone, settings, store);
    Optional<Release> from = rollbacks.from();
    if (from.isEmpty() || WaysBack.before(store, from.get()).isEmpty()) {
      good("way back: nothing was live that one could go back to");
      return;
    }
    String what = "way back from " + from.get() + ": ";
    Optional<WayBack> way = rollbacks.way();
    if (way.isEmpty() || way.get().state() == WayBack.State.BROUGHT) {
      good(what + "none so far" + (way.isEmpty() ? "" : ", one was brought and is to be judged"));
    } else if (way.get().state() == WayBack.State.MISSING) {
      fault(
          what
              + "none, after "
              + way.get().trouble().failures()
              + " trials: "
              + way.get().trouble().why());
    } else {
      new GivenSerials(zone, settings, store)
          .refusal(way.get().facts().serial())
          .ifPresentOrElse(
              late -> fault(what + "its " + late),
              () -> good(what + "ready, serial " + way.get().facts().serial()));
    }
  }
}
