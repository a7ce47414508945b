package io.zonegate.cli;

import io.zonegate.file.IoReason;
import io.zonegate.file.Turn;
import io.zonegate.judgement.Judgement;
import io.zonegate.judgement.JudgementRequest;
import io.zonegate.policy.Policy;
import io.zonegate.policy.PublishSettings;
import io.zonegate.publish.LiveFile;
import io.zonegate.signer.sign.SigningReport;
import io.zonegate.tokens.TokenChecks;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** {@code zonegate run UNSIGNED}. */
final class RunCommand extends Command {
  /** A clock that is further from the system's is another one. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

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
    SharedOptions.zoneReports(options);
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
    PublishSettings publish = publish(policy);
    requireSystemClock(invocation, publish);
    Path given = given(invocation);
    Path candidate =
        given != null ? given : publish.work().resolve(publish.file().getFileName() + ".candidate");
    // What is wrong on the command line is to be said before a token is asked for signatures.
    JudgementOptions options = new JudgementOptions(invocation, policy);
    JudgementRequest request = options.request(candidate.toString(), false, unsigned);
    Reports reports = new Reports(invocation, policy, options.effective());
    LiveFile live = new LiveFile(publish.file());
    try (Turn turn = take(live);
        Turn work = given == null ? work(candidate) : null) {
      // Only now: until here they were another run's.
      EarlierReports.discard(invocation, name(), unsigned, candidate, publish.file());
      List<CheckResult> signing = List.of();
      try {
        if (work != null) {
          signing = sign(invocation, policy, unsigned, publish.file(), candidate, work, reports);
        }
      } catch (CommandException e) {
        throw reports.ended(e, request.origin(), unsigned, name());
      }
      Judgement.Judged judged = ProgressDisplay.judge(invocation, request);
      reports.judged(judged);
      Verdict verdict = with(judged.verdict(), signing);
      // The reports come before the release: what cannot be accounted for is not released.
      reports.write(verdict, name());
      // That signing went well is no verdict on a zone of which nothing was examined.
      Decision decision =
          verdict.decision() == Decision.PASS ? judged.verdict().decision() : verdict.decision();
      if (decision != Decision.PASS) {
        invocation
            .console()
            .err()
            .println("zonegate: not published; " + publish.file() + " is untouched");
        return ExitCode.of(decision);
      }
      try {
        release(invocation, options, judged, live, turn, candidate);
        return ExitCode.PASS;
      } catch (CommandException e) {
        CheckResult released = CheckResult.undecided(Judge.GATE_INTERNAL, e.getMessage());
        throw reports.ended(e, with(verdict, List.of(released)), name());
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "the lock of " + publish.file() + " cannot be given back: " + IoReason.of(e),
          e);
    }
  }

  private static PublishSettings publish(Policy policy) throws CommandException {
    return policy
        .publish()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.CONFIGURATION,
                    policy.source()
                        + ": run needs [publish] file and work; zonegate policy example shows them"));
  }

  /** By a clock that is behind, a zone would be published that has expired. */
  private static void requireSystemClock(Invocation invocation, PublishSettings publish)
      throws CommandException {
    Duration apart = Duration.between(invocation.started(), invocation.now()).abs();
    if (apart.compareTo(CLOCK_TOLERANCE) > 0 && !publish.anyClock()) {
      throw CommandException.usage(
          "--at is more than 5 minutes from now: run would publish by another clock than the"
              + " resolvers'; zonegate verify judges at any time, [publish] any-clock = true allows"
              + " it for a rehearsal");
    }
  }

  private static Path given(Invocation invocation) throws CommandException {
    if ("-".equals(invocation.value("candidate"))) {
      throw CommandException.usage(
          "--candidate: what is to be published must be a file, not standard input");
    }
    return invocation.path("candidate");
  }

  /** Two zones may have one work folder, and files of one name. */
  private static Turn work(Path candidate) throws CommandException {
    try {
      Files.createDirectories(candidate.getParent());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "[publish] work = " + candidate.getParent() + ": " + IoReason.of(e),
          e);
    }
    return take(new LiveFile(candidate));
  }

  private static Turn take(LiveFile live) throws CommandException {
    try {
      return live.take();
    } catch (LiveFile.RefusedException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, live.path() + " cannot be replaced: " + IoReason.of(e), e);
    }
  }

  private static List<CheckResult> sign(
      Invocation invocation,
      Policy policy,
      Path unsigned,
      Path live,
      Path candidate,
      Turn turn,
      Reports reports)
      throws CommandException {
    Objects.requireNonNull(turn);
    Path work = candidate.getParent();
    // What runs that were killed have left; nobody else makes this candidate while we have the
    // turn.
    String name = "." + candidate.getFileName() + ".";
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(
            work,
            file -> {
              String other = file.getFileName().toString();
              return other.startsWith(name) && other.endsWith(".part");
            })) {
      for (Path part : parts) {
        Files.delete(part);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new CommandException(
          ExitCode.UNDECIDED, "[publish] work = " + work + ": " + e.getMessage(), e);
    }
    // The first release has nothing before it.
    Optional<Path> previous =
        policy.signing().reuse() && Files.exists(live) ? Optional.of(live) : Optional.empty();
    SigningReport report = Signing.sign(invocation, policy, unsigned, previous, candidate);
    reports.signed(report);
    if (!invocation.has("quiet") && !invocation.json()) {
      invocation.console().out().print(Signing.describe(report));
    }
    return TokenChecks.results(report, policy.selection(), policy.ceremony().warnBefore());
  }

  private static Verdict with(Verdict verdict, List<CheckResult> more) {
    List<CheckResult> results = new ArrayList<>(verdict.results());
    results.addAll(more);
    return Verdict.of(
        verdict.subject(),
        verdict.judgedAt(),
        results,
        verdict.signatures(),
        verdict.verifiedBy(),
        verdict.duration());
  }

  private static void release(
      Invocation invocation,
      JudgementOptions options,
      Judgement.Judged judged,
      LiveFile live,
      Turn turn,
      Path candidate)
      throws CommandException {
    Optional<ReleaseHistory> history = ReleaseHistory.of(options, judged.inputs().orElseThrow());
    if (history.isPresent()) {
      history.get().demandLastRelease(live.path());
    }
    String sha256 = judged.verdict().subject().sha256();
    Optional<CommandException> doubt = replace(live, turn, candidate, sha256);
    if (history.isPresent()) {
      say(invocation, history.get().released(invocation, live.path()));
    }
    if (doubt.isPresent()) {
      throw doubt.get();
    }
    say(invocation, "published " + live.path() + " (SHA-256 " + sha256 + ")");
  }

  /** Replaces the live file; what is returned leaves it replaced. */
  private static Optional<CommandException> replace(
      LiveFile live, Turn turn, Path candidate, String sha256) throws CommandException {
    try {
      live.replace(turn, candidate, sha256);
      return Optional.empty();
    } catch (LiveFile.NotDurableException e) {
      return Optional.of(
          new CommandException(
              ExitCode.UNDECIDED,
              live.path()
                  + " IS replaced, the new zone is live; but its folder could not be forced to disk,"
                  + " and after a loss of power the old file may be back: "
                  + e.getMessage(),
              e));
    } catch (LiveFile.RefusedException e) {
      throw new CommandException(ExitCode.UNDECIDED, e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          live.path() + " was not replaced, the old one stays: " + IoReason.of(e),
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
