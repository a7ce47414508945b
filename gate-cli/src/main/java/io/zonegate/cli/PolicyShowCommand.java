package io.zonegate.cli;

import io.zonegate.policy.PolicyText;
import java.io.IOException;
import org.apache.commons.cli.Options;

/** {@code zonegate policy show}. */
final class PolicyShowCommand implements Command {
  @Override
  public String name() {
    return "policy show";
  }

  @Override
  public String summary() {
    return "Show the policy in force, with the origin of every value";
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
    try {
      PolicyText.write(invocation.policy(), invocation.console().out());
      return ExitCode.PASS;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "standard output cannot be written: " + e.getMessage(), e);
    }
  }
}
