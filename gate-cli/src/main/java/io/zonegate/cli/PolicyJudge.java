package io.zonegate.cli;

import io.zonegate.judgement.Judgement;
import io.zonegate.judgement.JudgementRequest;
import io.zonegate.release.ZoneFacts;
import io.zonegate.report.JsonReport;
import io.zonegate.report.JudgedZone;
import io.zonegate.report.VerdictLine;
import io.zonegate.rollout.Basis;
import io.zonegate.rollout.CandidateJudge;
import io.zonegate.rollout.JudgedFacts;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.drill.Questionnaire;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Judges candidates as the zone's policy says, at the time when they are judged. */
final class PolicyJudge implements CandidateJudge {
  /** A judgement takes memory and every processor: one at a time, for all zones together. */
  static final Semaphore ONE = new Semaphore(1);

  private static final int PATIENCE_SECONDS = 60;

  private final Invocation invocation;
  private final OpenGate gate;
  private final JudgementOptions options;

  PolicyJudge(Invocation invocation, OpenGate gate) {
    this.invocation = invocation;
    this.gate = gate;
    this.options = new JudgementOptions(invocation, gate.policy());
  }

  /** Whether the policy's judgement can be asked for at all. */
  void check() throws CommandException {
    options.request("", false, null);
  }

  @Override
  public boolean isBusy() {
    return ONE.availablePermits() == 0;
  }

  @Override
  public Judged judge(Path candidate, Basis basis) {
    if (!turn(basis)) {
      throw new BusyException();
    }
    try {
      Instant now = OpenGate.now(invocation);
      JudgementRequest request =
          options
              .request(candidate.toString(), false, basis.unsigned().orElse(null))
              .at(now, basis.live())
              .lettingPass(basis.letPass());
      Judgement.Judged judged = Judgement.judged(request, new Progress());
      Verdict verdict = judged.verdict();
      if (verdict.decision() == Decision.PASS) {
        keepQuestions(judged.inputs().orElseThrow(), verdict.subject().sha256());
      }
      return new Judged(
          verdict.decision(),
          verdict.subject().sha256(),
          judged.inputs().map(i -> JudgedFacts.of(i.zone(), now)).orElse(ZoneFacts.NONE),
          VerdictLine.of(verdict),
          report(judged));
    } catch (CommandException e) {
      throw new IllegalStateException("the options were checked before", e);
    } finally {
      ONE.release();
    }
  }

  /** What was just signed for this judgement is worth waiting for, lest it be signed again. */
  private static boolean turn(Basis basis) {
    try {
      return basis.unsigned().isPresent()
          ? ONE.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)
          : ONE.tryAcquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Kept before the zone can go anywhere: whoever probes need not judge it again. */
  private void keepQuestions(Inputs inputs, String sha256) {
    Questionnaire questions =
        Questionnaire.of(inputs.zone(), inputs.parent(), inputs.now(), gate.settings().canaries());
    gate.store().papers().keepQuestions(sha256, questions.text());
  }

  private String report(Judgement.Judged judged) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new JsonReport()
          .write(
              JudgedZone.of(
                  judged, Reports.context(invocation, gate.policy(), options.effective())),
              out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
