package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.metrics.GateMetrics;
import io.zonegate.metrics.MetricsText;
import io.zonegate.release.StoreException;
import io.zonegate.report.GateStatus;
import io.zonegate.report.GateStatusReport;
import io.zonegate.report.GateZonesReport;
import io.zonegate.report.ReportFile;
import io.zonegate.report.html.ZonesPage;
import io.zonegate.report.monitor.GateHealth;
import io.zonegate.report.monitor.NagiosLine;
import io.zonegate.report.monitor.ZoneHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate gate status [POLICY...]}. */
final class GateStatusCommand extends Command {
  GateStatusCommand() {
    super(
        "gate status",
        "Show what is live, on its way and possible, for the zone of --policy or of each POLICY",
        "[POLICY...]");
  }

  @Override
  Options options() {
    Options options = new Options();
    SharedOptions.html(options);
    SharedOptions.prom(options);
    SharedOptions.nagios(options);
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    boolean nagios = invocation.nagios();
    Optional<Path> html = Optional.ofNullable(invocation.path("html"));
    Optional<Path> prom = Optional.ofNullable(invocation.path("prom"));
    List<Path> policies = new ArrayList<>();
    for (String argument : invocation.arguments()) {
      policies.add(Invocation.path("POLICY", argument));
    }
    EarlierReports.discardButPage(invocation, name(), policies.toArray(Path[]::new));
    try (OpenGates gates = OpenGates.look(invocation.policies())) {
      Instant now = OpenGate.now(invocation);
      if (prom.isPresent()) {
        metrics(prom.get(), gates, now);
      }
      return gates.gates().size() == 1
          ? one(invocation, new StatusOfGate(gates.gates().get(0), now), html, nagios)
          : several(invocation, gates, now, html, nagios);
    } catch (StoreException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    }
  }

  private static ExitCode one(
      Invocation invocation, StatusOfGate gate, Optional<Path> html, boolean nagios)
      throws CommandException {
    GateStatus status = gate.status();
    if (html.isPresent()) {
      gate.writePages(status, html.get());
    }
    if (nagios) {
      invocation.print(out -> out.println(NagiosLine.of(status)));
      return ExitCode.of(GateHealth.of(status).state());
    }
    GateStatusReport report = new GateStatusReport(status);
    if (invocation.json()) {
      invocation.print(report::writeJson);
    } else {
      invocation.printText(report::writeText);
    }
    return ExitCode.PASS;
  }

  /** Zone by zone, so that what is known of one is not kept for the others. */
  private static ExitCode several(
      Invocation invocation, OpenGates gates, Instant now, Optional<Path> html, boolean nagios)
      throws CommandException {
    List<ZoneHealth> zones = new ArrayList<>();
    for (OpenGate open : gates.gates()) {
      StatusOfGate gate = new StatusOfGate(open, now);
      GateStatus status = gate.status();
      if (html.isPresent()) {
        gate.writePages(status, html.get().resolve(ZonesPage.folder(status.zone())));
      }
      if (invocation.json()) {
        invocation.print(out -> out.print(zones.isEmpty() ? "[\n" : ",\n"));
        invocation.print(new GateStatusReport(status)::writeJson);
      }
      zones.add(ZoneHealth.of(status));
    }
    if (html.isPresent()) {
      try {
        new ZonesPage(zones, now, Program.version()).write(html.get());
      } catch (IOException e) {
        throw StatusOfGate.unwritten(e);
      }
    }
    if (nagios) {
      invocation.print(out -> out.println(NagiosLine.of(zones)));
      return ExitCode.of(ZoneHealth.worst(zones));
    }
    if (invocation.json()) {
      invocation.print(out -> out.println("]"));
    } else {
      GateZonesReport report = new GateZonesReport(zones);
      invocation.printText(out -> report.writeText(invocation.has("quiet"), out));
    }
    return ExitCode.PASS;
  }

  private static void metrics(Path file, OpenGates gates, Instant now) throws CommandException {
    GateMetrics metrics = new GateMetrics(() -> now);
    for (OpenGate gate : gates.gates()) {
      metrics.add(gate.zone(), gate.settings(), gate.store());
    }
    try {
      ReportFile.write(file, out -> MetricsText.write(metrics.collect(), out));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "the metrics cannot be written: " + IoReason.of(e), e);
    }
  }
}
