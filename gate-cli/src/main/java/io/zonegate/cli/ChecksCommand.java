package io.zonegate.cli;

import io.zonegate.report.CatalogueReport;
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
    if (invocation.has("json") || invocation.json()) {
      invocation.print(report::writeJson);
    } else if (invocation.has("markdown")) {
      invocation.print(report::writeMarkdown);
    } else {
      invocation.print(report::writeText);
    }
    return ExitCode.PASS;
  }
}
