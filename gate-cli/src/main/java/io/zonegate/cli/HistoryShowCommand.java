package io.zonegate.cli;

import io.zonegate.report.HistoryReport;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.zone.NameText;
import java.nio.file.Path;
import org.apache.commons.cli.Options;

/** {@code zonegate history show ZONE}. */
final class HistoryShowCommand extends Command {
  HistoryShowCommand() {
    super("history show", "Show what the history knows of a zone, and check its chain", "ZONE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.history());
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String zone = ZoneName.absolute("ZONE", invocation.argument());
    Path folder = HistoryFolder.of(invocation, invocation.policy());
    History history = new HistoryFile(folder, NameText.wire(zone)).read();
    if (!(history instanceof History.Known known)) {
      throw new CommandException(ExitCode.UNDECIDED, ((History.Unreadable) history).reason());
    }
    HistoryReport report = new HistoryReport(zone, known);
    invocation.print(invocation.json() ? report::writeJson : report::writeText);
    return ExitCode.PASS;
  }
}
