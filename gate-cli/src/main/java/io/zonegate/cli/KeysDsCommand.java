package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.report.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.cli.Options;

/** {@code zonegate keys ds}. */
final class KeysDsCommand extends Command {
  KeysDsCommand() {
    super("keys ds", "Print the DS records of the zone's KSKs, for the parent", "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.hsm());
    options.addOption(SharedOptions.argument("output", "FILE", "write them to this file"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    HsmConfig config = HsmOptions.config(invocation);
    KeySet keys = HsmOptions.keys(config);
    String text = String.join("\n", keys.dsRecords()) + "\n";
    Path output = invocation.path("output");
    if (output == null) {
      invocation.console().out().print(text);
      return ExitCode.PASS;
    }
    HsmOptions.protect(output, invocation, config);
    try {
      ReportFile.writeText(output, out -> out.append(text));
      return ExitCode.PASS;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, output + " cannot be written: " + IoReason.of(e), e);
    }
  }
}
