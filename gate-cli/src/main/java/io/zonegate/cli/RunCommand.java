package io.zonegate.cli;

import io.zonegate.judgement.Judgement;
import io.zonegate.policy.Policy;
import io.zonegate.policy.PublishSettings;
import io.zonegate.publish.LiveFile;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate run UNSIGNED}. */
final class RunCommand extends Command {
  RunCommand() {
    super(
        "run",
        "The zone build's one step: sign, judge, publish if the verdict is PASS",
        "UNSIGNED");
  }

  @Override
  Options options() {
    Options options = new Options();
    options.addOption(SharedOptions.origin());
    options.addOption(SharedOptions.hsm());
    options.addOption(SharedOptions.at());
    options.addOption(
        SharedOptions.argument(
            "candidate", "FILE", "judge and publish this signed file instead of signing"));
    SharedOptions.parent(options);
    SharedOptions.judgement(options);
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
    Policy policy = invocation.policy();
    PublishSettings publish =
        policy
            .publish()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.CONFIGURATION,
                        policy.source()
                            + ": run needs [publish] file and work; zonegate policy example shows them"));
    if ("-".equals(invocation.value("candidate"))) {
      throw CommandException.usage(
          "--candidate: what is to be published must be a file, not standard input");
    }
    Path given = invocation.path("candidate");
    Path candidate =
        given != null ? given : publish.work().resolve(publish.file().getFileName() + ".candidate");
    // What is wrong on the command line is to be said before a token is asked for signatures.
    JudgementOptions options = new JudgementOptions(invocation, policy);
    Judgement.Request request = options.request(candidate.toString(), false, unsigned);
    if (given == null) {
      sign(invocation, policy, unsigned, candidate);
    }
    Judgement.Judged judged = ProgressDisplay.judge(invocation, request);
    Verdict verdict = judged.verdict();
    // The reports come before the release: what cannot be accounted for is not released.
    new Reports(invocation, policy, options.effective()).write(verdict, "run");
    if (verdict.decision() == Decision.PASS) {
      Optional<ReleaseHistory> history = ReleaseHistory.of(options, judged.inputs().orElseThrow());
      if (history.isPresent()) {
        history.get().demandLastRelease(publish.file());
      }
      publish(publish, candidate, verdict);
      if (history.isPresent()) {
        say(invocation, history.get().released(invocation, publish.file()));
      }
      say(
          invocation,
          "published " + publish.file() + " (SHA-256 " + verdict.subject().sha256() + ")");
    } else {
      invocation
          .console()
          .err()
          .println("zonegate: not published; " + publish.file() + " is untouched");
    }
    return ExitCode.of(verdict.decision());
  }

  private static void sign(Invocation invocation, Policy policy, Path unsigned, Path candidate)
      throws CommandException {
    Path work = candidate.getParent();
    try {
      Files.createDirectories(work);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, work + " cannot be made: " + IoReason.of(e), e);
    }
    SigningReport report = Signing.sign(invocation, policy, unsigned, candidate);
    if (!invocation.has("quiet") && !invocation.json()) {
      invocation.console().out().print(Signing.describe(report));
    }
  }

  private static void publish(PublishSettings publish, Path candidate, Verdict verdict)
      throws CommandException {
    try {
      new LiveFile(publish.file()).replace(candidate, verdict.subject().sha256());
    } catch (LiveFile.RefusedException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          publish.file() + " was not replaced, the old one stays: " + IoReason.of(e),
          e);
    }
  }

  /** On standard output, unless that is JSON; not at all if only what is wrong is to be said. */
  private static void say(Invocation invocation, String text) {
    if (invocation.has("quiet")) {
      return;
    }
    Console console = invocation.console();
    (invocation.json() ? console.err() : console.out()).println(text);
  }
}
