package io.zonegate.cli;

import io.zonegate.hsm.file.OwnAccount;
import io.zonegate.rollout.Overrides;
import io.zonegate.rollout.RefusedException;
import java.io.IOException;
import java.time.Instant;
import org.apache.commons.cli.Options;

/** {@code zonegate gate override}: one person asks, another confirms. */
final class GateOverrideCommand extends Command {
  GateOverrideCommand() {
    super(
        "gate override",
        "Let named checks pass for the last release; two people, each under an account of their own",
        "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(
        SharedOptions.argument("check", "ID,..", "ask: the checks that kept it from passing"));
    options.addOption(SharedOptions.argument("reason", "TEXT", "ask: why"));
    options.addOption(
        SharedOptions.argument(
            "expires", "TIME", "ask: when it ends, RFC 3339 or YYYYMMDDhhmmss (UTC)"));
    options.addOption(
        SharedOptions.argument("confirm", "N", "confirm what another person asked for"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    Integer confirm = invocation.number("confirm", 1, Integer.MAX_VALUE);
    boolean asks = invocation.has("check");
    if (asks == (confirm != null)) {
      throw CommandException.usage(
          "zonegate gate override needs either --check ID --reason TEXT --expires TIME, or"
              + " --confirm N");
    }
    Instant expires = invocation.time("expires");
    if (asks && expires == null) {
      throw CommandException.usage("zonegate gate override --check needs --expires TIME");
    }
    String reason = invocation.has("reason") ? invocation.value("reason") : "";
    String account = account();
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          Overrides overrides = new Overrides(gate.zone(), gate.settings().ways(), gate.store());
          Instant now = OpenGate.now(invocation);
          try {
            String done =
                asks
                    ? overrides.ask(invocation.list("check"), account, reason, expires, now)
                    : overrides.confirm(confirm, account, now);
            GateSubmitCommand.say(invocation, done);
            return ExitCode.PASS;
          } catch (RefusedException e) {
            throw CommandException.usage(e.getMessage());
          }
        });
  }

  /** Never an option's word for it: the second person could be made up. */
  private static String account() throws CommandException {
    try {
      return OwnAccount.certain()
          .orElseThrow(
              () ->
                  new CommandException(
                      ExitCode.UNDECIDED,
                      "it is not certain whose process this is (/proc/self, /proc/self/uid_map): in a"
                          + " user namespace anybody can be anybody, and an override needs two"
                          + " people"));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "this process's account is not known: " + e.getMessage(), e);
    }
  }
}
