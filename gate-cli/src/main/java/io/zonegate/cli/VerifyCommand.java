package io.zonegate.cli;

import io.zonegate.judgement.Judgement;
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
    options.addOption(CommonOptions.origin());
    options.addOption(CommonOptions.at());
    options.addOption(
        CommonOptions.argument("unsigned", "FILE", "the zone as it was before signing"));
    CommonOptions.parent(options);
    CommonOptions.judgement(options);
    CommonOptions.reports(options);
    return options;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    String source = invocation.argument();
    if (source.startsWith("axfr://")) {
      throw CommandException.usage(
          source + ": zone transfers are not read yet; give a file or - for standard input");
    }
    if (!source.equals("-")) {
      Invocation.path("SOURCE", source);
    }
    Policy policy = invocation.policy();
    JudgementOptions options = new JudgementOptions(invocation, policy);
    Verdict verdict = Judgement.of(options.request(source, true, invocation.path("unsigned")));
    new Reports(invocation, policy, options.effective()).write(verdict, "verify");
    return ExitCode.of(verdict.decision());
  }
}
