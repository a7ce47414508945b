package io.zonegate.cli;

/** {@code zonegate version}. */
final class VersionCommand extends Command {
  VersionCommand() {
    super("version", "Show the version of zonegate and of Java", "");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    return run(invocation.console());
  }

  ExitCode run(Console console) {
    console
        .out()
        .println(
            "zonegate "
                + Program.version()
                + " (Java "
                + Runtime.version()
                + ", "
                + System.getProperty("os.arch")
                + ")");
    return ExitCode.PASS;
  }
}
