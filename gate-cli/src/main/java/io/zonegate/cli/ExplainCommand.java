package io.zonegate.cli;

import io.zonegate.policy.Suggestion;
import io.zonegate.report.CatalogueReport;
import io.zonegate.verifier.verdict.CheckDescription;
import java.util.List;
import java.util.Locale;

/** {@code zonegate explain ID}. */
final class ExplainCommand extends Command {
  ExplainCommand() {
    super("explain", "Explain a check: what it means, why it matters, what to do", "ID");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String id = invocation.argument().toUpperCase(Locale.ROOT);
    List<CheckDescription> all = GateCatalogue.descriptions();
    CheckDescription check =
        all.stream()
            .filter(c -> c.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    CommandException.usage(
                        "unknown check "
                            + id
                            + Suggestion.near(id, all.stream().map(CheckDescription::id).toList())
                            + "; zonegate checks lists them"));
    invocation.print(out -> CatalogueReport.writeEntry(check, out));
    return ExitCode.PASS;
  }
}
