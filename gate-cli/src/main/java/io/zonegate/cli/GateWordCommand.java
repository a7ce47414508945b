package io.zonegate.cli;

import io.zonegate.release.ChangedMeanwhileException;
import io.zonegate.rollout.Decisions;
import io.zonegate.rollout.RefusedException;
import io.zonegate.rollout.Word;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** {@code zonegate gate approve | promote | hold | resume | abandon | freeze | thaw}. */
final class GateWordCommand extends GateSayCommand {
  private final Word word;

  GateWordCommand(Word word) {
    super("gate " + word.word(), word.summary(), word.needsReason());
    this.word = word;
  }

  /** One command a word. */
  static List<Command> all() {
    return Arrays.stream(Word.values()).<Command>map(GateWordCommand::new).toList();
  }

  @Override
  String say(OpenGate gate, String by, String reason, Instant now)
      throws RefusedException, ChangedMeanwhileException {
    return new Decisions(gate.zone(), gate.store()).say(word, by, reason, now);
  }
}
