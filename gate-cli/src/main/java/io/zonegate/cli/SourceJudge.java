package io.zonegate.cli;

import io.zonegate.judgement.Judgement;
import io.zonegate.judgement.JudgementRequest;
import io.zonegate.policy.Policy;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.verifier.verdict.Verdict;

/** Judges one source as the options and the policy say, and reports the verdict. */
final class SourceJudge {
  private final Invocation invocation;
  private final Policy policy;
  private final JudgementOptions options;
  private final JudgementRequest request;

  private SourceJudge(
      Invocation invocation, Policy policy, JudgementOptions options, JudgementRequest request) {
    this.invocation = invocation;
    this.policy = policy;
    this.options = options;
    this.request = request;
  }

  /**
   * Deletes the reports of an earlier run, whatever becomes of this one.
   *
   * @param source a file, {@code -} for standard input, or {@code axfr://...}
   */
  static void discardReports(Invocation invocation, String source) throws CommandException {
    if (source.equals("-") || TransferUrl.isMeant(source)) {
      EarlierReports.discard(invocation, fileName(invocation));
    } else {
      EarlierReports.discard(invocation, fileName(invocation), Invocation.path("SOURCE", source));
    }
  }

  /** Name of the files in {@code --report-dir}: the command's words. */
  private static String fileName(Invocation invocation) {
    return invocation.commandName().replace(' ', '-');
  }

  /**
   * Prepares the judgement, so that what is wrong on the command line or in the policy is said
   * before anything is read.
   *
   * @param includes whether the source may bring in other files
   */
  static SourceJudge of(
      Invocation invocation,
      Policy policy,
      JudgementOptions options,
      String source,
      boolean includes)
      throws CommandException {
    JudgementRequest request = options.request(source, includes, invocation.path("unsigned"));
    if (TransferUrl.isMeant(source) && !request.settings().secondOpinion().tools().isEmpty()) {
      throw CommandException.usage(
          "a second opinion needs a file, and a transfer leaves none; transfer it to a file first");
    }
    return new SourceJudge(invocation, policy, options, request);
  }

  JudgementOptions options() {
    return options;
  }

  /** Reads and judges. */
  Judgement.Judged judge() {
    return ProgressDisplay.judge(invocation, request);
  }

  /** Writes the reports that the options name, and the verdict to standard output. */
  Reports report(Judgement.Judged judged, Verdict verdict) throws CommandException {
    Reports reports = new Reports(invocation, policy, options.effective());
    reports.judged(judged);
    reports.write(verdict, fileName(invocation));
    return reports;
  }
}
