package io.zonegate.cli;

import org.apache.commons.cli.Options;

/** {@code zonegate version}. */
final class VersionCommand implements Command {
  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "Show the version of zonegate and of Java";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public ExitCode run(Invocation invocation) throws CommandException {
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
