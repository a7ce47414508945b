package io.zonegate.verifier.check;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.SignatureCount;
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
          "zonegate design: fail closed",
          "failures",
          "A check failed for a reason that lies in this program, or the deadline passed. The zone is not"
              + " judged, which is never a pass.",
          "Report it with the text given. Do not publish on the strength of the other checks.");

  private final Inputs inputs;
  private final Selection selection;
  private final Workers workers;

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
    List<CheckResult> results = new ArrayList<>();
    List<SignatureCount> counts = List.of();
    Map<String, Long> verifiedBy = Map.of();
    try {
      Candidate candidate = prepare(zone);
      counts = candidate.signatures().counts();
      verifiedBy = candidate.signatures().verifiedBy();
      results.addAll(examine(candidate));
    } catch (Workers.DeadlineException e) {
      results.add(CheckResult.undecided(GATE_INTERNAL, e.getMessage()));
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
            zone.serial(),
            zone.owners(),
            zone.records(),
            zone.countsByType());
    Duration spent = Duration.ofNanos(System.nanoTime() - start);
    return Verdict.of(subject, inputs.now(), results, counts, verifiedBy, spent);
  }

  private Candidate prepare(Zone zone) throws Workers.DeadlineException {
    List<OwnerRange> ranges = OwnerRange.of(zone);
    KeyRing keys = KeyRing.of(zone);
    SignatureSweep sweep = new SignatureSweep(zone, keys);
    SignatureLedger ledger = sweep.ledger(workers.map(ranges, sweep::sweep));
    DenialFacts denial = DenialFacts.of(zone);
    workers.map(
        ranges,
        range -> {
          denial.match(range);
          return range;
        });
    return new Candidate(inputs, keys, ledger, denial);
  }

  private List<CheckResult> examine(Candidate candidate) throws Workers.DeadlineException {
    List<CheckRun> runs = new ArrayList<>();
    for (Check check : Catalogue.CHECKS) {
      runs.add(new CheckRun(check, candidate, selection));
    }
    List<List<CheckRun.Part>> parts =
        workers.map(
            OwnerRange.of(candidate.zone()),
            range -> runs.stream().map(run -> run.examine(range)).toList());
    List<CheckResult> results = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      int index = i;
      results.add(runs.get(i).result(parts.stream().map(p -> p.get(index)).toList()));
    }
    return results;
  }
}
