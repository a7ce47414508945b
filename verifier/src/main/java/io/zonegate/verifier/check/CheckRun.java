package io.zonegate.verifier.check;

import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Finding;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.zone.OwnerRange;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One check of one judgement: whether it runs, its parts, its result. */
final class CheckRun {
  private static final Logger LOG = LoggerFactory.getLogger(CheckRun.class);

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
    Examination examination = empty();
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

  private Examination empty() {
    return new Examination(
        description.id(), candidate.zone(), candidate.inputs().limits().findingsListed());
  }

  /**
   * Joins the parts.
   *
   * @param parts those of the ranges that were examined, in their order
   * @param missing why some ranges were not; empty if all were
   */
  CheckResult result(List<Part> parts, String missing) {
    if (settled != null) {
      return settled;
    }
    Examination whole = empty();
    long nanos = 0;
    for (Part part : parts) {
      whole.append(part.examination());
      nanos += part.nanos();
    }
    // A check of the zone as a whole is done with the first range, whatever became of the others.
    if (!missing.isEmpty() && (parts.isEmpty() || !(check instanceof ApexCheck))) {
      whole.undecided(missing);
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
