package io.zonegate.cli;

import java.util.List;
import org.apache.commons.cli.Options;

/** A command of zonegate. */
interface Command {
  /** The word, or words, that call it, for instance {@code keys list}. */
  String name();

  /** What it does, one line without a full stop. */
  String summary();

  /** The arguments in short, for instance {@code [OPTIONS] SOURCE}. */
  String arguments();

  /** Its options, without those that every command has. */
  Options options();

  /** Does it. */
  ExitCode run(Invocation invocation) throws CommandException;

  /** All commands, in the order of the help. */
  static List<Command> all() {
    return List.of(
        new VerifyCommand(),
        new KeysInitCommand(),
        new KeysGenerateCommand(),
        new KeysListCommand(),
        new KeysProveCommand(),
        new KeysDsCommand(),
        new SignCommand(),
        new RunCommand(),
        new ChecksCommand(),
        new ExplainCommand(),
        new PolicyShowCommand(),
        new PolicyCheckCommand(),
        new PolicyExampleCommand(),
        new DemoCommand(),
        new VersionCommand());
  }
}
