package io.zonegate.verifier.check;

import io.zonegate.verifier.check.history.Past;
import io.zonegate.verifier.check.signatures.SigVerify;
import io.zonegate.verifier.crypto.FastPath;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.drill.Drill;
import io.zonegate.verifier.drill.Question;
import io.zonegate.verifier.drill.Sampling;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the catalogue over a zone and makes the verdict. */
public final class Judge {
  private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

  /** Stands for the judge itself where something went wrong that no check foresaw. */
  public static final CheckDescription GATE_INTERNAL =
      new CheckDescription(
          "GATE-INTERNAL",
          "The gate itself failed",
          CheckGroup.GATE,
          Severity.BLOCK,
          false,
          Strictness.NOT_THE_ZONE,
          "zonegate design: fail closed",
          "failures",
          "A check failed for a reason that lies in this program, or the deadline passed. The zone is not"
              + " judged, which is never a pass.",
          "Report it with the text given. Do not publish on the strength of the other checks.");

  private final Inputs inputs;
  private final Selection selection;
  private final Workers workers;
  private final List<CheckResult> results = new ArrayList<>();
  private List<SignatureCount> counts = List.of();
  private Map<String, Long> verifiedBy = Map.of();

  private Judge(Inputs inputs, Selection selection, Workers workers) {
    this.inputs = inputs;
    this.selection = selection;
    this.workers = workers;
  }

  /**
   * Judges a zone. Whatever goes wrong inside ends in the verdict as UNDECIDED.
   *
   * @param workers threads and deadline; not closed
   */
  public static Verdict judge(Inputs inputs, Selection selection, Workers workers) {
    return new Judge(inputs, selection, workers).run();
  }

  /** The verdict on a zone that could not be read: UNDECIDED. */
  public static Verdict unreadable(String zone, String source, ZoneReadException why, Instant now) {
    List<CheckResult> results = new ArrayList<>();
    for (CheckDescription check : Catalogue.descriptions()) {
      results.add(
          check.id().equals("ZONE-READ")
              ? CheckResult.undecided(check, why.getMessage())
              : CheckResult.notApplicable(check, "the zone was not read"));
    }
    return Verdict.of(
        Subject.unread(zone, source), now, results, List.of(), Map.of(), Duration.ZERO);
  }

  private Verdict run() {
    long start = System.nanoTime();
    Zone zone = inputs.zone();
    try {
      judge(zone);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      LOG.error("the judge failed", e);
      results.add(CheckResult.undecided(GATE_INTERNAL, "the judge failed: " + e));
    }
    Subject subject =
        new Subject(
            zone.apexName(),
            zone.source(),
            zone.digest().sha256(),
            zone.digest().bytes(),
            zone.content().sha256(),
            zone.serial(),
            zone.owners(),
            zone.records(),
            zone.countsByType());
    Duration spent = Duration.ofNanos(System.nanoTime() - start);
    return Verdict.of(subject, inputs.now(), results, counts, verifiedBy, spent);
  }

  private void judge(Zone zone) {
    List<OwnerRange> ranges = OwnerRange.of(zone);
    KeyRing keys = KeyRing.of(zone);
    FastPath path = inputs.limits().paranoid() ? FastPath.PARANOID : FastPath.DEFAULT;
    SignatureSweep sweep = new SignatureSweep(zone, keys, path);
    long total = signatures(zone, new OwnerRange(0, zone.owners()));
    workers.progress().begin(Progress.Stage.SIGNATURES, total);
    Workers.Harvest<SignatureSweep.Part> swept =
        workers.harvest(
            ranges,
            range -> {
              SignatureSweep.Part part = sweep.sweep(range);
              workers.progress().add(signatures(zone, range));
              return part;
            });
    SignatureLedger ledger = sweep.ledger(swept.done());
    counts = ledger.counts();
    verifiedBy = ledger.verifiedBy();
    if (swept.isLate()) {
      late(swept.late(), counts.stream().mapToLong(SignatureCount::total).sum(), total);
      Candidate candidate = new Candidate(inputs, keys, ledger, null, null, null);
      unexamined(candidate, done(ranges, swept), swept.late());
      return;
    }
    workers.progress().begin(Progress.Stage.CHECKS, zone.owners());
    Workers.Harvest<CheckRun.Part[]> examined;
    List<CheckRun> runs;
    try {
      Candidate candidate = prepare(zone, ranges, keys, ledger);
      runs = Catalogue.CHECKS.stream().map(c -> new CheckRun(c, candidate, selection)).toList();
      examined = workers.harvest(ranges, range -> examine(runs, range));
    } catch (Workers.DeadlineException e) {
      late(e.getMessage(), total, total);
      unexamined(new Candidate(inputs, keys, ledger, null, null, null), ranges, e.getMessage());
      return;
    }
    if (examined.isLate()) {
      late(examined.late(), total, total);
    }
    for (int i = 0; i < runs.size(); i++) {
      int index = i;
      results.add(
          runs.get(i)
              .result(
                  examined.done().stream().map(parts -> parts[index]).toList(), examined.late()));
    }
  }

  private CheckRun.Part[] examine(List<CheckRun> runs, OwnerRange range) {
    CheckRun.Part[] parts =
        runs.stream().map(run -> run.examine(range)).toArray(CheckRun.Part[]::new);
    workers.progress().add((long) range.end() - range.first());
    return parts;
  }

  private Candidate prepare(
      Zone zone, List<OwnerRange> ranges, KeyRing keys, SignatureLedger ledger)
      throws Workers.DeadlineException {
    DenialFacts denial = DenialFacts.of(zone);
    workers.map(
        ranges,
        range -> {
          denial.match(range);
          return range;
        });
    Drill drill =
        Drill.of(zone, keys, denial, inputs.parent(), inputs.now(), questions(zone, ranges));
    return new Candidate(inputs, keys, ledger, denial, drill, Past.of(inputs, keys, ledger));
  }

  private List<Question> questions(Zone zone, List<OwnerRange> ranges)
      throws Workers.DeadlineException {
    int names = inputs.rules().denial().drillNames();
    if (names == 0) {
      return List.of();
    }
    Sampling sampling = new Sampling(zone, names);
    return sampling.questions(workers.map(ranges, sampling::draw));
  }

  /** What the deadline left of the judgement, in one line. */
  private void late(String why, long verified, long total) {
    results.add(
        CheckResult.undecided(
            GATE_INTERNAL, why + " (" + verified + " of " + total + " RRSIGs were looked at)"));
  }

  /**
   * The results where no check was reached. A bad signature that was seen stays seen: SIG-VERIFY is
   * put to the ranges whose signatures were verified.
   */
  private void unexamined(Candidate candidate, List<OwnerRange> swept, String why) {
    for (Check check : Catalogue.CHECKS) {
      CheckDescription description = check.description();
      String setting = selection.disabled().get(description.id());
      if (setting != null && description.suppressible()) {
        results.add(CheckResult.disabled(description, setting));
      } else if (check instanceof SigVerify && candidate.isSigned()) {
        CheckRun run = new CheckRun(check, candidate, selection);
        results.add(run.result(swept.stream().map(run::examine).toList(), why));
      } else {
        results.add(CheckResult.undecided(description, "not reached before the deadline"));
      }
    }
  }

  private static List<OwnerRange> done(List<OwnerRange> ranges, Workers.Harvest<?> harvest) {
    List<OwnerRange> done = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      if (harvest.results().get(i) != null) {
        done.add(ranges.get(i));
      }
    }
    return done;
  }

  private static long signatures(Zone zone, OwnerRange range) {
    long signatures = 0;
    for (int s = zone.firstRrset(range.first()); s < zone.firstRrset(range.end()); s++) {
      signatures += zone.firstRecord(s + 1) - zone.firstSignature(s);
    }
    return signatures;
  }
}
