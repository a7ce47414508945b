package io.zonegate.cli;

import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.rollout.Decisions;
import io.zonegate.rollout.RefusedException;
import io.zonegate.rollout.Word;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code zonegate gate approve | promote | hold | resume | abandon | freeze | thaw}. */
final class GateWordCommand extends Command {
  private final Word word;

  GateWordCommand(Word word) {
    super("gate " + word.word(), word.summary(), "");
    this.word = word;
  }

  /** One command a word. */
  static List<Command> all() {
    return Arrays.stream(Word.values()).<Command>map(GateWordCommand::new).toList();
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(GateSubmitCommand.by());
    options.addOption(
        SharedOptions.argument(
            "reason", "TEXT", "why, for the log" + (word.needsReason() ? "; it needs one" : "")));
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
                new Decisions(gate.zone(), gate.store())
                    .say(word, by, reason, OpenGate.now(invocation));
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
