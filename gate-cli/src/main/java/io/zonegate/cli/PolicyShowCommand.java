package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.policy.PolicyText;
import java.io.IOException;

/** {@code zonegate policy show}. */
final class PolicyShowCommand extends Command {
  PolicyShowCommand() {
    super("policy show", "Show the policy in force, with the origin of every value", "");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    try {
      PolicyText.write(invocation.policy(), invocation.console().out());
      return ExitCode.PASS;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "standard output cannot be written: " + IoReason.of(e), e);
    }
  }
}
