package io.zonegate.probe;

import io.zonegate.verifier.drill.AnchoredValidator;
import io.zonegate.verifier.drill.Questionnaire;
import io.zonegate.verifier.drill.ServedQuestion;
import io.zonegate.verifier.parent.ServerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/** SERVED-VALID: puts a server's answers to a validator that trusts the parent's DS alone. */
final class AnswerProbe {
  private static final int MOST_OF_REASON = 200;

  private final AnchoredValidator validator;
  private final AuthoritativeAnswers answers;
  private final String transport;

  private AnswerProbe(
      ServerAddress server,
      Duration timeout,
      boolean tcp,
      Name zone,
      Questionnaire questions,
      Instant now) {
    this.answers = new AuthoritativeAnswers(server, timeout, tcp);
    this.validator = new AnchoredValidator(zone, questions.anchors(), now, answers);
    this.transport = tcp ? "TCP" : "UDP";
  }

  /**
   * Asks all questions over UDP and TCP.
   *
   * @return what was validated and what could not be, for people
   * @throws ServerProbe.EndException if an answer is missing, or not as it should be
   */
  static String ask(
      ServerAddress server, Duration timeout, Name zone, Optional<Questionnaire> kept, Instant now)
      throws ServerProbe.EndException, InterruptedException {
    Questionnaire questions =
        kept.orElseThrow(
            () ->
                new ServerProbe.EndException(
                    ProbeOutcome.MISSING,
                    ServedChecks.VALID
                        + ": no questions are kept for this zone, which an older zonegate has judged;"
                        + " abandon the release and submit it again"));
    if (!questions.obstacle().isEmpty()) {
      return "its answers cannot be validated: " + questions.obstacle();
    }
    for (boolean tcp : new boolean[] {false, true}) {
      AnswerProbe probe = new AnswerProbe(server, timeout, tcp, zone, questions, now);
      for (ServedQuestion question : questions.questions()) {
        probe.ask(question);
      }
    }
    return questions.questions().size()
        + " answers validate"
        + (questions.leftOut() == 0
            ? ""
            : ", " + questions.leftOut() + " more cannot be judged and are not asked for");
  }

  private void ask(ServedQuestion question) throws ServerProbe.EndException, InterruptedException {
    String asked = ServedChecks.VALID + ": " + question + " over " + transport + ": ";
    AnchoredValidator.Weighed weighed;
    try {
      weighed = validator.ask(name(question), question.type());
    } catch (ExecutionException e) {
      throw new ServerProbe.EndException(
          ProbeOutcome.MISSING,
          asked + answers.failure().orElse("no answer: " + e.getCause().getMessage()));
    }
    if (answers.failure().isPresent()) {
      throw new ServerProbe.EndException(ProbeOutcome.MISSING, asked + answers.failure().get());
    }
    switch (weighed.state()) {
      case BOGUS -> throw wrong(asked + "does not validate: " + brief(weighed.reason()));
      case INSECURE -> {
        if (!question.optOut()) {
          throw wrong(asked + "is not secure, as it should be: " + brief(weighed.reason()));
        }
      }
      case SECURE -> {
        // As it should be, or better: opt-out is a leave, not a duty.
      }
    }
    String found = outcome(weighed.message());
    if (!found.equals(question.expected())) {
      throw wrong(asked + found + ", but the judged zone has: " + question.expected());
    }
  }

  /** The validator's reason may have whole RRsets in it. */
  private static String brief(String reason) {
    return reason.length() <= MOST_OF_REASON
        ? reason
        : reason.substring(0, MOST_OF_REASON) + " ...";
  }

  private static ServerProbe.EndException wrong(String detail) {
    return new ServerProbe.EndException(ProbeOutcome.WRONG, detail);
  }

  private static String outcome(Message answer) {
    return ServedQuestion.outcome(answer.getRcode(), !answer.getSection(Section.ANSWER).isEmpty());
  }

  private static Name name(ServedQuestion question) {
    try {
      return Name.fromString(question.name());
    } catch (TextParseException e) {
      throw new IllegalStateException("it was written from a name", e);
    }
  }
}
