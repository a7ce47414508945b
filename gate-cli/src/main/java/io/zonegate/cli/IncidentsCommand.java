package io.zonegate.cli;

import io.zonegate.selftest.IncidentPages;
import io.zonegate.selftest.PeersPage;
import io.zonegate.testzones.incident.Incident;
import io.zonegate.testzones.incident.Incidents;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate incidents [ID]}. */
final class IncidentsCommand extends Command {
  IncidentsCommand() {
    super("incidents", "List known outages and false alarms, or tell about one of them", "[ID]");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(
        SharedOptions.flag("markdown", "the list as the page docs/incidents/README.md"));
    options.addOption(
        SharedOptions.flag("peers", "where other verifiers disagree, as the page docs/peers.md"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    PrintStream out = invocation.console().out();
    Optional<String> id = invocation.optionalArgument();
    boolean list = invocation.has("markdown") || invocation.has("peers");
    if (id.isPresent() && list) {
      throw CommandException.usage("give an id, or --markdown or --peers, not both");
    }
    if (id.isPresent()) {
      out.print(IncidentPages.page(SelfTestCases.incident("", id.get())));
    } else if (invocation.has("peers")) {
      out.print(PeersPage.page());
    } else if (invocation.has("markdown")) {
      out.print(IncidentPages.list());
    } else {
      for (Incident incident : Incidents.all()) {
        out.println(incident.id() + "  " + incident.title());
        out.println("        " + incident.date() + "; " + incident.zone());
      }
    }
    return ExitCode.PASS;
  }
}
