package io.zonegate.cli;

import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.rollout.RefusedException;
import java.time.Instant;
import org.apache.commons.cli.Options;

/** A command by which a person says something to a gate, and why. */
abstract class GateSayCommand extends Command {
  private final boolean needsReason;

  GateSayCommand(String name, String summary, boolean needsReason) {
    super(name, summary, "");
    this.needsReason = needsReason;
  }

  @Override
  final Options options() {
    Options options = new Options();
    options.addOption(GateSubmitCommand.by());
    options.addOption(
        SharedOptions.argument(
            "reason", "TEXT", "why, for the log" + (needsReason ? "; it needs one" : "")));
    return options;
  }

  /**
   * Says it.
   *
   * @param reason may be empty
   * @return what holds now
   */
  abstract String say(OpenGate gate, String by, String reason, Instant now)
      throws RefusedException, ChangedMeanwhileException;

  @Override
  final ExitCode run(Invocation invocation) throws CommandException {
    invocation.noArguments();
    String by = GateSubmitCommand.by(invocation);
    String reason = invocation.has("reason") ? invocation.value("reason") : "";
    return OpenGate.with(
        invocation.policy(),
        gate -> {
          try {
            GateSubmitCommand.say(invocation, say(gate, by, reason, OpenGate.now(invocation)));
            return ExitCode.PASS;
          } catch (RefusedException e) {
            throw CommandException.usage(e.getMessage());
          } catch (ChangedMeanwhileException e) {
            throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
          }
        });
  }
}
