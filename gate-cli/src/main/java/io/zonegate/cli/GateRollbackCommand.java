package io.zonegate.cli;

import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.rollout.RefusedException;
import io.zonegate.rollout.Rollbacks;
import org.apache.commons.cli.Options;

/** {@code zonegate gate rollback}. */
final class GateRollbackCommand extends Command {
  GateRollbackCommand() {
    super(
        "gate rollback",
        "Give all servers what was live before, by the way back that is ready",
        "");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(GateSubmitCommand.by());
    options.addOption(SharedOptions.argument("reason", "TEXT", "why, for the log; it needs one"));
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    String by = GateSubmitCommand.by(invocation);
    String reason = invocation.has("reason") ? invocation.value("reason") : "";
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          try {
            String done =
                new Rollbacks(gate.zone(), gate.settings(), gate.store())
                    .take(by, reason, OpenGate.now(invocation));
            GateSubmitCommand.say(invocation, done);
            return ExitCode.PASS;
          } catch (RefusedException e) {
            throw CommandException.usage(e.getMessage());
          } catch (ChangedMeanwhileException e) {
            throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
          }
        });
  }
}
