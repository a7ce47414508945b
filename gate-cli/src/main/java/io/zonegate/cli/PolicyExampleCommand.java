package io.zonegate.cli;

import io.zonegate.policy.PolicyExample;
import org.apache.commons.cli.Options;

/** {@code zonegate policy example}. */
final class PolicyExampleCommand implements Command {
  @Override
  public String name() {
    return "policy example";
  }

  @Override
  public String summary() {
    return "Print a policy file with every option, its default and its reason";
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
    invocation.console().out().print(PolicyExample.text());
    return ExitCode.PASS;
  }
}
