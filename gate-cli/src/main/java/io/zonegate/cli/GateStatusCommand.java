package io.zonegate.cli;

import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.report.GateStatusReport;
import io.zonegate.rollout.Decisions;
import java.util.List;

/** {@code zonegate gate status}. */
final class GateStatusCommand extends Command {
  GateStatusCommand() {
    super("gate status", "Show what is live, what is on its way, and what can be done now", "");
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          List<Release> releases = gate.store().releases(gate.zone());
          List<ProbeNote> probes =
              releases.stream()
                  .filter(r -> r.state().inFlight())
                  .findFirst()
                  .map(gate.store()::lastProbes)
                  .orElse(List.of());
          GateStatusReport report =
              new GateStatusReport(
                  gate.zone(),
                  gate.settings(),
                  releases,
                  probes,
                  gate.store().frozen(gate.zone()),
                  new Decisions(gate.zone(), gate.store()).possible(),
                  StatusOfWays.of(gate, OpenGate.now(invocation)),
                  gate.alarms(OpenGate.now(invocation)),
                  OpenGate.now(invocation));
          invocation.print(invocation.json() ? report::writeJson : report::writeText);
          return ExitCode.PASS;
        });
  }
}
