package io.zonegate.verifier.check;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Outcome;
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

  /** One check of one judgement: whether it runs, its parts, its result. */
  private static final class CheckRun {
    private final Check check;
    private final CheckDescription description;
    private final Candidate candidate;
    private final Selection selection;
    private final CheckResult settled;

    /** What one range yields. */
    record Part(Examination examination, String failure, long nanos) {}

    CheckRun(Check check, Candidate candidate, Selection selection) {
      this.check = check;
      this.description = check.description();
      this.candidate = candidate;
      this.selection = selection;
      this.settled = settle();
    }

    /** The result of a check that does not run; null if it runs. */
    private CheckResult settle() {
      String setting = selection.disabled().get(description.id());
      if (setting != null) {
        if (!description.suppressible()) {
          throw new IllegalArgumentException(
              description.id() + " cannot be switched off (" + setting + ")");
        }
        return CheckResult.disabled(description, setting);
      }
      Applicability applicability = check.applies(candidate);
      if (applicability.runs()) {
        return null;
      }
      return applicability.outcome() == Outcome.UNDECIDED
          ? CheckResult.undecided(description, applicability.reason())
          : CheckResult.notApplicable(description, applicability.reason());
    }

    Part examine(OwnerRange range) {
      Examination examination =
          new Examination(
              description.id(), candidate.zone(), candidate.inputs().limits().findingsListed());
      if (settled != null) {
        return new Part(examination, null, 0);
      }
      long start = System.nanoTime();
      String failure = null;
      try {
        check.examine(candidate, range, examination);
      } catch (RuntimeException | StackOverflowError e) {
        LOG.error("{} failed", description.id(), e);
        failure = "GATE-INTERNAL: " + description.id() + " failed: " + e;
      }
      return new Part(examination, failure, System.nanoTime() - start);
    }

    CheckResult result(List<Part> parts) {
      if (settled != null) {
        return settled;
      }
      Examination whole = parts.get(0).examination();
      long nanos = parts.get(0).nanos();
      for (Part part : parts.subList(1, parts.size())) {
        whole.append(part.examination());
        nanos += part.nanos();
      }
      parts.stream()
          .map(Part::failure)
          .filter(f -> f != null)
          .findFirst()
          .ifPresent(whole::undecided);
      long found = 0;
      for (Severity severity : Severity.values()) {
        found += whole.total(severity);
      }
      if (found == 0 && whole.examined() == 0 && whole.undecided().isEmpty()) {
        whole.undecided("examined no " + description.examines() + ", which cannot be right");
      }
      return weighed(whole, found, check.preparation(candidate).plusNanos(nanos));
    }

    /** Findings of the check's own severity get the one that the policy sets. */
    private CheckResult weighed(Examination whole, long found, Duration duration) {
      Severity own = description.severity();
      Severity set = selection.severities().getOrDefault(description.id(), own);
      long[] totals = new long[3];
      List<Severity> order = List.of(Severity.BLOCK, Severity.WARN, Severity.NOTE);
      for (Severity severity : order) {
        totals[order.indexOf(severity == own ? set : severity)] += whole.total(severity);
      }
      List<Finding> findings =
          whole.findings().stream()
              .map(f -> f.severity() == own && set != own ? reweighed(f, set) : f)
              .toList();
      boolean open = !whole.undecided().isEmpty();
      Outcome outcome = open ? Outcome.UNDECIDED : found > 0 ? Outcome.FINDINGS : Outcome.PASS;
      return new CheckResult(
          description,
          outcome,
          String.join("; ", whole.undecided()),
          whole.examined(),
          totals[0],
          totals[1],
          totals[2],
          findings,
          duration);
    }

    private static Finding reweighed(Finding finding, Severity severity) {
      return new Finding(
          finding.checkId(),
          severity,
          finding.owner(),
          finding.type(),
          finding.position(),
          finding.arguments(),
          finding.text());
    }
  }
}
