package io.zonegate.cli;

import io.zonegate.policy.Policy;
import io.zonegate.policy.PolicyText;

/** {@code zonegate policy show}. */
final class PolicyShowCommand extends Command {
  PolicyShowCommand() {
    super("policy show", "Show the policy in force, with the origin of every value", "");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Policy policy = invocation.policy();
    invocation.print(out -> PolicyText.write(policy, out));
    return ExitCode.PASS;
  }
}
