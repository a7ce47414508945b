package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.release.ProbeNote;
import io.zonegate.release.Release;
import io.zonegate.report.GateStatus;
import io.zonegate.report.GateStatusReport;
import io.zonegate.report.html.GatePage;
import io.zonegate.report.html.HtmlFolder;
import io.zonegate.report.monitor.GateHealth;
import io.zonegate.report.monitor.NagiosLine;
import io.zonegate.rollout.Decisions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate gate status}. */
final class GateStatusCommand extends Command {
  GateStatusCommand() {
    super("gate status", "Show what is live, what is on its way, and what can be done now", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    SharedOptions.html(options);
    SharedOptions.nagios(options);
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    boolean nagios = invocation.nagios();
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
          GateStatus status =
              new GateStatus(
                  gate.zone(),
                  gate.settings(),
                  releases,
                  probes,
                  gate.store().frozen(gate.zone()),
                  new Decisions(gate.zone(), gate.store()).possible(),
                  StatusOfWays.of(gate, OpenGate.now(invocation)),
                  gate.alarms(OpenGate.now(invocation)),
                  OpenGate.now(invocation));
          page(invocation, status);
          if (nagios) {
            invocation.print(out -> out.println(NagiosLine.of(status)));
            return ExitCode.of(GateHealth.of(status).state());
          }
          GateStatusReport report = new GateStatusReport(status);
          invocation.print(invocation.json() ? report::writeJson : report::writeText);
          return ExitCode.PASS;
        });
  }

  private static void page(Invocation invocation, GateStatus status) throws CommandException {
    Path folder = invocation.path("html");
    if (folder == null) {
      return;
    }
    GatePage page = new GatePage(status, Program.version(), invocation.path("policy").toString());
    try {
      HtmlFolder.write(folder, page::write);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the page cannot be written: " + IoReason.of(e), e);
    }
  }
}
