package io.zonegate.judgement;

import io.zonegate.opinion.SecondOpinions;
import io.zonegate.policy.SecondOpinionSettings;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.check.Workers;
import io.zonegate.verifier.crypto.Providers;
import io.zonegate.verifier.opinion.Opinions;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One judgement as a user asks for it. Whatever cannot be read, and whatever takes longer than the
 * deadline, ends in an UNDECIDED verdict, never in an exception.
 */
public final class Judgement {
  private final JudgementRequest request;
  private final Spool spool;
  private final Progress progress;
  private final Deadline deadline;

  private Judgement(JudgementRequest request, Spool spool, Progress progress) {
    this.request = request;
    this.spool = spool;
    this.progress = progress;
    this.deadline = new Deadline(request.settings().deadline());
  }

  /**
   * A verdict and what it is on.
   *
   * @param inputs what was judged; empty if the candidate could not be read
   * @param durations how long each stage took; all that was read counts as reading
   */
  public record Judged(
      Verdict verdict, Optional<Inputs> inputs, Map<Progress.Stage, Duration> durations) {}

  /** Reads and judges, unwatched. */
  public static Verdict of(JudgementRequest request) {
    return judged(request, new Progress()).verdict();
  }

  /**
   * Reads and judges, for callers that go on with what was judged.
   *
   * @param progress told how far it has come
   */
  public static Judged judged(JudgementRequest request, Progress progress) {
    Providers.loadAhead();
    try (Spool spool = Spool.of(request)) {
      return new Judgement(request, spool, progress).run();
    }
  }

  private Judged unread(ZoneReadException why) {
    return new Judged(
        Judge.unreadable(request.origin(), request.source(), why, request.at()),
        Optional.empty(),
        progress.durations());
  }

  private Judged run() {
    Inputs inputs;
    try {
      inputs = new InputsReader(request, spool, progress, deadline).read();
    } catch (ZoneReadException e) {
      return unread(e);
    } catch (Deadline.LateException e) {
      return unread(e.reason());
    }
    Duration left = deadline.remaining();
    Duration remaining = left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left;
    if (request.settings().secondOpinion().tools().isEmpty()) {
      return judge(inputs, remaining);
    }
    try (SecondOpinions opinions = ask(inputs.zone(), remaining)) {
      return judge(inputs.withOpinions(new Opinions.Asked(opinions)), remaining);
    }
  }

  private Judged judge(Inputs inputs, Duration remaining) {
    int threads =
        request.settings().threads() > 0
            ? request.settings().threads()
            : Runtime.getRuntime().availableProcessors();
    Duration whole = request.settings().deadline();
    try (Workers workers = new Workers(threads, whole, whole.minus(remaining), progress)) {
      Verdict verdict = Judge.judge(inputs, request.selection(), workers);
      return new Judged(verdict, Optional.of(inputs), progress.durations());
    }
  }

  /** The tools' time ends before ours, so that what they say is still heard. */
  private SecondOpinions ask(Zone zone, Duration remaining) {
    SecondOpinionSettings settings = request.settings().secondOpinion();
    Duration most = remaining.multipliedBy(9).dividedBy(10);
    return new SecondOpinions(
        settings.tools(),
        spool.file(),
        zone,
        request.parent() instanceof ParentFile.In in ? in.file() : null,
        request.at(),
        request.system(),
        settings.timeout().compareTo(most) < 0 ? settings.timeout() : most);
  }
}
