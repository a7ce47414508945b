package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.report.CatalogueReport;
import java.io.IOException;
import org.apache.commons.cli.Options;

/** {@code zonegate checks}. */
final class ChecksCommand extends Command {
  ChecksCommand() {
    super("checks", "List all checks", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.flag("json", "as JSON; same as --format json"));
    options.addOption(SharedOptions.flag("markdown", "as the page docs/checks.md"));
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    CatalogueReport report = new CatalogueReport(GateCatalogue.descriptions());
    try {
      if (invocation.has("json") || invocation.json()) {
        report.writeJson(invocation.console().out());
      } else if (invocation.has("markdown")) {
        report.writeMarkdown(invocation.console().out());
      } else {
        report.writeText(invocation.console().out());
      }
      return ExitCode.PASS;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "standard output cannot be written: " + IoReason.of(e), e);
    }
  }
}
