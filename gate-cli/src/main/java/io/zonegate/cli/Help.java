package io.zonegate.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.cli.help.HelpFormatter;
import org.apache.commons.cli.help.TextHelpAppendable;

/** The help texts. */
final class Help {
  private static final int WIDTH = 100;

  private Help() {}

  static void overview(PrintStream out) {
    out.println("zonegate: the safety gate between a registry's zone signer and the Internet");
    out.println();
    out.println("usage: zonegate COMMAND [OPTIONS] [ARGUMENT]");
    out.println();
    commands(Command.all(), out);
    out.println();
    out.println("zonegate COMMAND --help shows its options.");
    out.println();
    out.println("Exit codes (only 0 may publish):");
    for (ExitCode code : ExitCode.values()) {
      out.printf("  %-4d %s%n", code.code(), code.meaning());
    }
  }

  /** One line for each. */
  static void commands(List<Command> commands, PrintStream out) {
    for (Command command : commands) {
      out.printf("  %-16s %s%n", command.name(), command.summary());
    }
  }

  static void of(Command command, PrintStream out) {
    TextHelpAppendable target = new TextHelpAppendable(out);
    target.setMaxWidth(WIDTH);
    HelpFormatter formatter =
        HelpFormatter.builder().setHelpAppendable(target).setShowSince(false).get();
    try {
      formatter.printHelp(
          ("zonegate " + command.name() + " [OPTIONS] " + command.arguments()).trim(),
          command.summary(),
          SharedOptions.of(command),
          "",
          false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
