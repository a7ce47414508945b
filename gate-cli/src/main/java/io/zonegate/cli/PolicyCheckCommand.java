package io.zonegate.cli;

import io.zonegate.policy.Policy;
import org.apache.commons.cli.Options;

/** {@code zonegate policy check}. */
final class PolicyCheckCommand implements Command {
  @Override
  public String name() {
    return "policy check";
  }

  @Override
  public String summary() {
    return "Check a policy file";
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
