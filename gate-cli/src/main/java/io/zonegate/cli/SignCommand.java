package io.zonegate.cli;

import io.zonegate.policy.Policy;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.tokens.TokenChecks;
import io.zonegate.verifier.verdict.Verdict;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;

/** {@code zonegate sign UNSIGNED}. */
final class SignCommand extends Command {
  SignCommand() {
    super(
        "sign", "Sign a zone with keys on tokens; each signature is verified at once", "UNSIGNED");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.origin());
    options.addOption(SharedOptions.hsm());
    options.addOption(SharedOptions.at());
    options.addOption(SharedOptions.argument("output", "FILE", "where the signed zone goes"));
    options.addOption(
        SharedOptions.argument(
            "reuse", "FILE", "keep what is still good of the signatures of this signed zone"));
    SharedOptions.reports(options);
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  @Override
  ExitCode run(Invocation invocation) throws CommandException {
    Path unsigned = Invocation.path("UNSIGNED", invocation.argument());
    Path output = invocation.path("output");
    if (output == null) {
      throw CommandException.usage("zonegate sign needs --output FILE");
    }
    Optional<Path> previous = Optional.ofNullable(invocation.path("reuse"));
    EarlierReports.discard(
        invocation,
        name(),
        Stream.concat(Stream.of(unsigned), previous.stream()).toArray(Path[]::new));
    Policy policy = invocation.policy();
    Reports reports = new Reports(invocation, policy, policy.effective());
    SigningReport report;
    try {
      report = Signing.sign(invocation, policy, unsigned, previous, output);
    } catch (CommandException e) {
      throw reports.ended(e, policy.origin().orElse(""), unsigned, name());
    }
    reports.signed(report);
    Verdict verdict =
        TokenChecks.verdict(
            report,
            unsigned.toString(),
            invocation.now(),
            policy.selection(),
            policy.ceremony().warnBefore());
    reports.rewrite(verdict, name());
    if (!invocation.has("quiet") && !invocation.json()) {
      invocation.console().out().print(Signing.describe(report));
      invocation.console().out().println("wrote " + output);
    }
    return ExitCode.of(verdict.decision());
  }
}
