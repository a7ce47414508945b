package io.zonegate.cli;

import io.zonegate.policy.PolicyExample;

/** {@code zonegate policy example}. */
final class PolicyExampleCommand extends Command {
  PolicyExampleCommand() {
    super(
        "policy example", "Print a policy file with every option, its default and its reason", "");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    invocation.console().out().print(PolicyExample.text());
    return ExitCode.PASS;
  }
}
