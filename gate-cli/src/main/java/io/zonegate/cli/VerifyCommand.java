package io.zonegate.cli;

import io.zonegate.policy.Policy;
import io.zonegate.verifier.verdict.Verdict;
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
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String source = invocation.argument();
    if (source.startsWith("axfr://")) {
      throw CommandException.usage(
          source + ": zone transfers are not read yet; give a file or - for standard input");
    }
    if (source.equals("-")) {
      Reports.discard(invocation, name());
    } else {
      Reports.discard(invocation, name(), Invocation.path("SOURCE", source));
    }
    Policy policy = invocation.policy();
    JudgementOptions options = new JudgementOptions(invocation, policy);
    Verdict verdict =
        ProgressDisplay.judge(
                invocation, options.request(source, true, invocation.path("unsigned")))
            .verdict();
    new Reports(invocation, policy, options.effective()).write(verdict, name());
    return ExitCode.of(verdict.decision());
  }
}
