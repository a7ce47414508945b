package io.zonegate.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** A command of zonegate. */
abstract class Command {
  private final String name;
  private final String summary;
  private final String arguments;

  /**
   * @param name the word, or words, that call it, for instance {@code keys list}
   * @param summary what it does, one line without a full stop
   * @param arguments the argument that it takes, for the help; empty for none
   */
  Command(String name, String summary, String arguments) {
    this.name = name;
    this.summary = summary;
    this.arguments = arguments;
  }

  final String name() {
    return name;
  }

  final String summary() {
    return summary;
  }

  final String arguments() {
    return arguments;
  }

  /** Its options, without those that every command has. */
  Options options() {
    return new Options();
  }

  /** Whether it can write JSON to standard output. */
  boolean writesJson() {
    return false;
  }

  /** Does it. */
  abstract ExitCode run(Invocation invocation) throws CommandException;

  /** All commands, in the order of the help. */
  static List<Command> all() {
    List<Command> all = new ArrayList<>();
    all.addAll(
        List.of(
            new VerifyCommand(),
            new KeysInitCommand(),
            new KeysGenerateCommand(),
            new KeysListCommand(),
            new KeysProveCommand(),
            new KeysRetireCommand(),
            new KeysDestroyedCommand(),
            new KeysDoctorCommand(),
            new KeysBenchCommand(),
            new KeysDsCommand(),
            new KeysStepCommand(),
            new KeysImportCommand(),
            new KeysExportCommand(),
            new KeysRequestCommand(),
            new KeysSignRequestCommand(),
            new KeysImportResponseCommand(),
            new SignCommand(),
            new RehearseCommand(),
            new RunCommand(),
            new GateSubmitCommand(),
            new GateRunCommand(),
            new GateStatusCommand(),
            new GateHistoryCommand(),
            new GateDoctorCommand(),
            new GateNotifyTestCommand(),
            new GatePublicKeyCommand()));
    all.addAll(GateWordCommand.all());
    all.addAll(
        List.of(new GateRollbackCommand(), new GateResignCommand(), new GateOverrideCommand()));
    all.add(new AdmitCommand());
    all.addAll(EnvironmentHookCommand.all());
    all.add(new HookKnotCommand());
    all.addAll(
        List.of(
            new HistoryRecordCommand(),
            new HistoryShowCommand(),
            new ChecksCommand(),
            new ExplainCommand(),
            new PolicyShowCommand(),
            new PolicyCheckCommand(),
            new PolicyExampleCommand(),
            new ServeCommand(),
            new DemoCommand(),
            new SelfTestCommand(),
            new IncidentsCommand(),
            new VersionCommand()));
    return all;
  }
}
