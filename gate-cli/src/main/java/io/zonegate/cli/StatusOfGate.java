package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.report.GateStatus;
import io.zonegate.report.JsonReportReader;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.KeptVerdicts;
import io.zonegate.report.html.GatePages;
import io.zonegate.rollout.Decisions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out how the gate of a zone is, and shows it as pages. */
final class StatusOfGate {
  private final OpenGate gate;
  private final Instant now;

  StatusOfGate(OpenGate gate, Instant now) {
    this.gate = gate;
    this.now = now;
  }

  GateStatus status() {
    List<Release> releases = gate.store().releases(gate.zone());
    List<ProbeNote> probes =
        releases.stream()
            .filter(r -> r.state().inFlight())
            .findFirst()
            .map(gate.store().probes()::last)
            .orElse(List.of());
    return new GateStatus(
        gate.zone(),
        gate.settings(),
        releases,
        probes,
        gate.store().freezes().frozen(gate.zone()),
        new Decisions(gate.zone(), gate.store()).possible(),
        StatusOfWays.of(gate, now),
        gate.alarms(now),
        now);
  }

  /**
   * Writes the pages of this status into a folder. They say so if a verdict cannot be read.
   *
   * @throws CommandException if they cannot be written
   */
  void writePages(GateStatus status, Path folder) throws CommandException {
    try {
      new GatePages(status, verdicts(status), Program.version(), gate.policy().source())
          .write(folder);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private KeptVerdicts verdicts(GateStatus status) {
    Map<Long, JudgedZone> read = new HashMap<>();
    Map<Long, String> unread = new HashMap<>();
    JsonReportReader reader = new JsonReportReader(GateCatalogue.descriptions());
    for (Release release : status.shown()) {
      Optional<String> report = gate.store().papers().verdict(release);
      if (report.isPresent()) {
        try {
          read.put(release.id(), reader.read(report.get()));
        } catch (IOException e) {
          unread.put(release.id(), IoReason.of(e));
        }
      }
    }
    return new KeptVerdicts(read, unread);
  }

  static CommandException unwritten(IOException e) {
    return new CommandException(
        ExitCode.UNDECIDED, "the page cannot be written: " + IoReason.of(e), e);
  }
}
