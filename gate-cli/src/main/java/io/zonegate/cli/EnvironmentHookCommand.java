package io.zonegate.cli;

import io.zonegate.hook.Candidate;
import io.zonegate.hook.CascadeEnvironment;
import io.zonegate.hook.HookException;
import io.zonegate.hook.NsdEnvironment;
import io.zonegate.policy.Policy;
import io.zonegate.verifier.verdict.Decision;
import java.util.List;
import java.util.Map;

/**
 * {@code zonegate hook nsd | cascade}: the server tells by its environment, and is told by exit.
 */
final class EnvironmentHookCommand extends HookCommand {
  private final Environment environment;

  /** How a server's variables are read. */
  @FunctionalInterface
  private interface Environment {
    Candidate read(Map<String, String> variables) throws HookException;
  }

  private EnvironmentHookCommand(String name, String summary, Environment environment) {
    super(name, summary, "");
    this.environment = environment;
  }

  /** One command a server. */
  static List<Command> all() {
    return List.of(
        new EnvironmentHookCommand(
            "hook nsd", "Judge for NSD, as its verifier", NsdEnvironment::candidate),
        new EnvironmentHookCommand(
            "hook cascade",
            "Judge for Cascade, as its review hook",
            CascadeEnvironment::candidate));
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Candidate candidate = candidate(invocation);
    SourceJudge.discardReports(invocation, candidate.source());
    Policy policy = invocation.policy();
    Hearing hearing =
        new Hearing(invocation, policy, new JudgementOptions(invocation, policy), candidate);
    Decision decision = hearing.decide();
    if (decision == Decision.PASS) {
      try {
        hearing.record().ifPresent(done -> say(invocation, done));
      } catch (ReleaseHistory.NotRecordedException e) {
        throw new CommandException(
            ExitCode.UNDECIDED, "not approved, it could not be recorded: " + e.getMessage(), e);
      }
    }
    return ExitCode.of(decision);
  }

  private Candidate candidate(Invocation invocation) throws CommandException {
    try {
      return environment.read(invocation.console().environment());
    } catch (HookException e) {
      throw new CommandException(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }
}
