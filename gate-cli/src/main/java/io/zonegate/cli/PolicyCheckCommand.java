package io.zonegate.cli;

import io.zonegate.policy.Policy;

/** {@code zonegate policy check}. */
final class PolicyCheckCommand extends Command {
  PolicyCheckCommand() {
    super("policy check", "Check a policy file", "");
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    if (invocation.has("policy")) {
      invocation.noArguments();
    } else {
      throw CommandException.usage("zonegate policy check needs --policy FILE");
    }
    Policy policy = invocation.policy();
    invocation
        .console()
        .out()
        .println(policy.source() + ": good, SHA-256 of its values " + policy.policySha256());
    return ExitCode.PASS;
  }
}
