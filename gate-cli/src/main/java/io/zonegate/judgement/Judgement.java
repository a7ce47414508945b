package io.zonegate.judgement;

import io.zonegate.opinion.SecondOpinions;
import io.zonegate.policy.SecondOpinionSettings;
import io.zonegate.policy.VerifySettings;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.TsigKey;
import io.zonegate.transfer.ZoneTransfer;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.check.Progress;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.check.Workers;
import io.zonegate.verifier.crypto.Providers;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.HistoryFile;
import io.zonegate.verifier.opinion.Opinions;
import io.zonegate.verifier.parent.DsFile;
import io.zonegate.verifier.parent.ParentServers;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One judgement as a user asks for it. Whatever cannot be read, and whatever takes longer than the
 * deadline, ends in an UNDECIDED verdict, never in an exception.
 */
public final class Judgement {
  /**
   * What to judge.
   *
   * @param source file of the candidate, {@code -} for standard input, or {@code axfr://...}
   * @param stdin standard input
   * @param includes whether the candidate may bring in other files by {@code $INCLUDE}; the digest
   *     that a release is bound to does not cover them
   * @param origin the zone's name, absolute; empty to take it from the SOA
   * @param parent which parent DS set or trust anchor to hold it against
   * @param unsigned file of the unsigned input; null if there is none
   * @param previous file of the zone released before, or {@code axfr://...}; null if there is none
   * @param history folder of the history; null if none is kept
   * @param at the clock
   * @param system the system's clock, by which outside verifiers may judge
   * @param settings limits, threads, deadline
   * @param selection which checks run
   * @param tsig key for zones that are transferred; empty to ask without
   */
  public record Request(
      String source,
      InputStream stdin,
      boolean includes,
      String origin,
      ParentFile parent,
      Path unsigned,
      String previous,
      Path history,
      Instant at,
      Instant system,
      VerifySettings settings,
      Selection selection,
      Optional<TsigKey> tsig) {

    /** The same question at another time, with this zone as the one released before. */
    public Request at(Instant time, Optional<Path> before) {
      return new Request(
          source,
          stdin,
          includes,
          origin,
          parent,
          unsigned,
          before.map(Path::toString).orElse(null),
          history,
          time,
          time,
          settings,
          selection,
          tsig);
    }

    /**
     * The same question with more checks let pass.
     *
     * @param checks id to what says so; none that cannot be suppressed
     */
    public Request lettingPass(Map<String, String> checks) {
      Map<String, String> disabled = new HashMap<>(checks);
      disabled.putAll(selection.disabled());
      return new Request(
          source,
          stdin,
          includes,
          origin,
          parent,
          unsigned,
          previous,
          history,
          at,
          system,
          settings,
          new Selection(disabled, selection.severities()),
          tsig);
    }
  }

  /** Where the parent's DS set is to be read from. */
  public sealed interface ParentFile {
    /** A file of DS or DNSKEY records. */
    record In(Path file) implements ParentFile {}

    /** The parent's servers, and a file with keys of the parent zone. */
    record From(List<ServerAddress> servers, Path anchor) implements ParentFile {
      /**
       * Asks them.
       *
       * @param zone the zone's name in wire form
       * @param at when signatures must be valid
       * @throws ZoneReadException if the file cannot be read
       */
      public ParentTrust ask(byte[] zone, Instant at) throws ZoneReadException {
        return new ParentServers(servers, DsFile.read(anchor, null, at), at).ask(zone);
      }
    }

    /** Not to be judged, by this setting. */
    record NotJudged(String setting) implements ParentFile {}

    /** Nobody said anything. */
    record Unsaid() implements ParentFile {}
  }

  /** An input was not read within the deadline, so that there is no time left to judge. */
  private static final class LateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ZoneReadException reason;

    LateException(ZoneReadException reason) {
      this.reason = reason;
    }
  }

  private final Request request;
  private final Spool spool;
  private final Progress progress;
  private final long begin = System.nanoTime();
  private final long end;

  private Judgement(Request request, Spool spool, Progress progress) {
    this.request = request;
    this.spool = spool;
    this.progress = progress;
    this.end = begin + request.settings().deadline().toNanos();
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
  public static Verdict of(Request request) {
    return judged(request, new Progress()).verdict();
  }

  /**
   * Reads and judges, for callers that go on with what was judged.
   *
   * @param progress told how far it has come
   */
  public static Judged judged(Request request, Progress progress) {
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
    byte[] origin = request.origin().isEmpty() ? null : NameText.wire(request.origin());
    Inputs inputs;
    try {
      Zone zone = within(request.source(), () -> read(origin));
      inputs =
          Inputs.of(zone, parent(zone), request.at())
              .withUnsigned(unsigned(zone))
              .withPrevious(previous(zone))
              .withHistory(history(zone))
              .judgedBy(request.settings().limits(), request.settings().rules());
    } catch (ZoneReadException e) {
      return unread(e);
    } catch (LateException e) {
      return unread(e.reason);
    }
    Duration remaining = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
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
    Duration deadline = request.settings().deadline();
    try (Workers workers = new Workers(threads, deadline, deadline.minus(remaining), progress)) {
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

  private Zone read(byte[] origin) throws ZoneReadException {
    long before = ZoneSource.OCTETS_READ.sum();
    progress.begin(
        Progress.Stage.READING, spool.size(), () -> ZoneSource.OCTETS_READ.sum() - before);
    if (request.source().equals("-")) {
      return spool.readStdin(origin);
    }
    if (TransferUrl.isMeant(request.source())) {
      return transfer(request.source(), origin);
    }
    Path file = Path.of(request.source());
    return request.includes() ? ZoneSource.read(file, origin) : ZoneSource.readAlone(file, origin);
  }

  private ParentTrust parent(Zone zone) throws LateException {
    if (request.parent() instanceof ParentFile.NotJudged notJudged) {
      return new ParentTrust.NotJudged(notJudged.setting());
    }
    if (request.parent() instanceof ParentFile.In in) {
      try {
        return within(
            in.file().toString(), () -> ParentTrust.read(in.file(), zone.apex(), request.at()));
      } catch (ZoneReadException e) {
        return new ParentTrust.Missing(e.getMessage());
      }
    }
    if (request.parent() instanceof ParentFile.From from) {
      try {
        return within("the parent's servers", () -> from.ask(zone.apex(), request.at()));
      } catch (ZoneReadException e) {
        return new ParentTrust.Missing(e.getMessage());
      }
    }
    return ParentTrust.Missing.UNSAID;
  }

  /** Takes a zone from a server; of another name than the candidate's it is not asked for. */
  private Zone transfer(String source, byte[] origin) throws ZoneReadException {
    TransferUrl url =
        TransferUrl.parse(source)
            .orElseThrow(() -> new ZoneReadException(source, "is not axfr://HOST[:PORT]/ZONE"));
    if (origin != null && !Arrays.equals(origin, NameText.wire(url.zone()))) {
      throw new ZoneReadException(source, "is of another zone than " + NameText.present(origin, 0));
    }
    return ZoneTransfer.fetch(
        url,
        request.tsig(),
        () -> request.system().plusNanos(System.nanoTime() - begin),
        Duration.ofNanos(end - System.nanoTime()));
  }

  private ReferenceZone unsigned(Zone zone) throws LateException {
    Path file = request.unsigned();
    return file == null
        ? new ReferenceZone.NotGiven()
        : reference(file.toString(), () -> ZoneSource.read(file, zone.apex()));
  }

  private ReferenceZone previous(Zone zone) throws LateException {
    String source = request.previous();
    if (source == null) {
      return new ReferenceZone.NotGiven();
    }
    return reference(
        source,
        TransferUrl.isMeant(source)
            ? () -> transfer(source, zone.apex())
            : () -> ZoneSource.read(Path.of(source), zone.apex()));
  }

  private ReferenceZone reference(String source, Callable<Zone> reading) throws LateException {
    try {
      return new ReferenceZone.Given(within(source, reading));
    } catch (ZoneReadException e) {
      return new ReferenceZone.Unreadable(e.getMessage());
    }
  }

  private History history(Zone zone) throws LateException {
    if (request.history() == null) {
      return new History.NotGiven();
    }
    HistoryFile file = new HistoryFile(request.history(), zone.apex());
    try {
      return within(file.path().toString(), file::read);
    } catch (ZoneReadException e) {
      return new History.Unreadable(e.getMessage());
    }
  }

  /** Reads in a thread of its own, since a pipe or a dead network file system may never answer. */
  private <T> T within(String source, Callable<T> reading) throws ZoneReadException, LateException {
    ExecutorService reader =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "zonegate-reader");
              thread.setDaemon(true);
              return thread;
            });
    Future<T> future = reader.submit(reading);
    try {
      return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LateException(
          new ZoneReadException(
              source,
              "not read within the deadline of "
                  + request.settings().deadline().toSeconds()
                  + " s; raise --deadline"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ZoneReadException(source, "interrupted while reading");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ZoneReadException unreadable) {
        throw unreadable;
      }
      if (e.getCause() instanceof OutOfMemoryError) {
        throw new ZoneReadException(
            source,
            "does not fit into the memory of this process ("
                + Runtime.getRuntime().maxMemory() / (1 << 20)
                + " MiB); set ZONEGATE_OPTS=-Xmx...");
      }
      throw new ZoneReadException(source, "the reader failed, please report it: " + e.getCause());
    } finally {
      reader.shutdownNow();
    }
  }
}
