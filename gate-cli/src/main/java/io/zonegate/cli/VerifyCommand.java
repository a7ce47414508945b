package io.zonegate.cli;

import io.zonegate.judgement.Judgement;
import io.zonegate.policy.Policy;
import io.zonegate.transfer.TransferUrl;
import org.apache.commons.cli.Options;

/** {@code zonegate verify SOURCE}. */
final class VerifyCommand extends Command {
  VerifyCommand() {
    super("verify", "Judge a signed zone: PASS, BLOCK or UNDECIDED", "SOURCE");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.origin());
    options.addOption(SharedOptions.at());
    options.addOption(
        SharedOptions.argument("unsigned", "FILE", "the zone as it was before signing"));
    SharedOptions.parent(options);
    SharedOptions.judgement(options);
    SharedOptions.selection(options);
    SharedOptions.reports(options);
    SharedOptions.zoneReports(options);
    SharedOptions.nagios(options);
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String source = invocation.argument();
    boolean transfer = TransferUrl.isMeant(source);
    boolean nagios = invocation.nagios();
    if (transfer) {
      JudgementOptions.transfer("SOURCE", source);
    }
    if (transfer || source.equals("-")) {
      Reports.discard(invocation, name());
    } else {
      Reports.discard(invocation, name(), Invocation.path("SOURCE", source));
    }
    Policy policy = invocation.policy();
    JudgementOptions options = new JudgementOptions(invocation, policy);
    Judgement.Request request = options.request(source, true, invocation.path("unsigned"));
    if (transfer && !request.settings().secondOpinion().tools().isEmpty()) {
      throw CommandException.usage(
          "a second opinion needs a file, and a transfer leaves none; transfer it to a file first");
    }
    Judgement.Judged judged = ProgressDisplay.judge(invocation, request);
    Reports reports = new Reports(invocation, policy, options.effective());
    reports.judged(judged);
    reports.write(judged.verdict(), name());
    return nagios ? reports.nagiosCode(judged.verdict()) : ExitCode.of(judged.verdict().decision());
  }
}
