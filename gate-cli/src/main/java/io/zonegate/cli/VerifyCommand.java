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
    boolean nagios = invocation.nagios();
    if (TransferUrl.isMeant(source)) {
      JudgementOptions.transfer("SOURCE", source);
    }
    SourceJudge.discardReports(invocation, source);
    Policy policy = invocation.policy();
    JudgementOptions options = new JudgementOptions(invocation, policy);
    SourceJudge judge = SourceJudge.of(invocation, policy, options, source, true);
    Judgement.Judged judged = judge.judge();
    Reports reports = judge.report(judged, judged.verdict());
    return nagios ? reports.nagiosCode(judged.verdict()) : ExitCode.of(judged.verdict().decision());
  }
}
