package io.zonegate.cli;

import io.zonegate.hook.Candidate;
import io.zonegate.judgement.Judgement;
import io.zonegate.policy.Policy;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.ZoneReadException;
import java.util.Optional;
import org.apache.commons.cli.Options;

/**
 * A name server asks whether it may serve a zone. Yes is exit code 0 and nothing else; whoever
 * kills the hook, or does not get to hear it, has a no.
 */
abstract class HookCommand extends Command {
  HookCommand(String name, String summary, String arguments) {
    super(name, summary, arguments);
  }

  @Override
  Options options() {
    Options options = new Options();
    SharedOptions.parent(options);
    SharedOptions.judgement(options);
    SharedOptions.reports(options);
    SharedOptions.zoneReports(options);
    options.addOption(
        SharedOptions.flag("record", "note what is approved in the history as released"));
    return options;
  }

  @Override
  boolean writesJson() {
    return true;
  }

  /** Something that judges what a server asks about. */
  static final class Hearing {
    private final Invocation invocation;
    private final Candidate candidate;
    private final SourceJudge judge;
    private Optional<Inputs> inputs = Optional.empty();

    /**
     * Prepares.
     *
     * @throws CommandException if the command line, the environment or the policy is not as it must
     *     be
     */
    Hearing(Invocation invocation, Policy policy, JudgementOptions options, Candidate candidate)
        throws CommandException {
      this.invocation = invocation;
      this.candidate = candidate;
      options.ofZone(candidate.zone(), candidate.saidBy());
      this.judge = SourceJudge.of(invocation, policy, options, candidate.source(), false);
      if (invocation.has("record")) {
        HistoryFolder.of(invocation, policy);
      }
    }

    /** Judges and reports. */
    Decision decide() throws CommandException {
      Judgement.Judged judged = judge.judge();
      inputs = judged.inputs();
      Verdict verdict = other(judged).orElse(judged.verdict());
      judge.report(judged, verdict);
      return verdict.decision();
    }

    /** The verdict on a zone that nobody asked about: the one asked about was not judged. */
    private Optional<Verdict> other(Judgement.Judged judged) throws CommandException {
      if (judged.inputs().isEmpty() || candidate.serial().isEmpty()) {
        return Optional.empty();
      }
      long found = judged.inputs().get().zone().serial();
      long asked = candidate.serial().getAsLong();
      return found == asked
          ? Optional.empty()
          : Optional.of(
              Judge.unreadable(
                  candidate.zone(),
                  candidate.source(),
                  new ZoneReadException(
                      candidate.source(),
                      "has serial "
                          + found
                          + ", and serial "
                          + asked
                          + " is to be decided about; that one is not here any more, or not yet"),
                  invocation.now()));
    }

    /** What is approved is noted as released, if that is wanted. */
    Optional<String> record() throws CommandException, ReleaseHistory.NotRecordedException {
      if (!invocation.has("record")) {
        return Optional.empty();
      }
      ReleaseHistory history =
          ReleaseHistory.of(judge.options(), inputs.orElseThrow()).orElseThrow();
      return Optional.of(history.record(invocation));
    }
  }

  /** On standard error: standard output has the report, which may be JSON. */
  static void say(Invocation invocation, String text) {
    if (!invocation.has("quiet")) {
      invocation.console().err().println("zonegate: " + text);
    }
  }
}
