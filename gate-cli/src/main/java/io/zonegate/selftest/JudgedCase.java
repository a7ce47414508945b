package io.zonegate.selftest;

import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A case of testzones and the verdict on it.
 *
 * @param files what was judged, as long as nobody deletes it
 * @param found ids of the checks that found something, or were undecided
 */
public record JudgedCase(Fault fault, CaseFiles files, Verdict verdict, Set<String> found) {
  /** Fails wherever a validator would, so that it meets many faults that are other checks'. */
  private static final String DRILL = "PROOF-DRILL";

  /**
   * Makes the case and judges it with all checks.
   *
   * @param folder for its files
   * @param seed chooses keys, names and the place of the fault
   */
  public static JudgedCase of(Path folder, Fault fault, long seed)
      throws IOException, CaseFiles.CaseException {
    return of(folder, fault, seed, Selection.ALL);
  }

  /** As above, with some of the checks off. */
  public static JudgedCase of(Path folder, Fault fault, long seed, Selection selection)
      throws IOException, CaseFiles.CaseException {
    FaultCase made = fault.prepare(seed);
    CaseFiles files = CaseFiles.of(folder, made);
    return new JudgedCase(fault, files, files.judge(selection));
  }

  /** The case with the verdict that its files have had. */
  public JudgedCase(Fault fault, CaseFiles files, Verdict verdict) {
    this(fault, files, verdict, found(verdict));
  }

  private static Set<String> found(Verdict verdict) {
    Set<String> found = new TreeSet<>();
    verdict.results().stream().filter(r -> !isSilent(r)).forEach(r -> found.add(r.check().id()));
    return found;
  }

  /** Ids of the checks that looked at the zone and found nothing at all. */
  public Set<String> passed() {
    Set<String> passed = new TreeSet<>();
    verdict.results().stream()
        .filter(r -> r.outcome() == Outcome.PASS)
        .forEach(r -> passed.add(r.check().id()));
    return passed;
  }

  /** Whether the check neither blocks nor warns nor is undecided. */
  public static boolean isSilent(CheckResult result) {
    return result.blocks() + result.warnings() == 0 && result.outcome() != Outcome.UNDECIDED;
  }

  /** What the verdict must be. */
  public static Decision decision(Expectation expectation) {
    return switch (expectation) {
      case PASS, WARN -> Decision.PASS;
      case BLOCK -> Decision.BLOCK;
      case UNDECIDED -> Decision.UNDECIDED;
    };
  }

  /** What is not as the case demands; empty if all is. */
  public String complaint() {
    Decision expected = decision(fault.expected());
    if (verdict.decision() != expected) {
      return "is " + verdict.decision() + ", must be " + expected;
    }
    Set<String> missed = new TreeSet<>(fault.mustFind());
    missed.removeAll(found);
    if (!missed.isEmpty()) {
      return "is not found by " + missed;
    }
    if (!fault.mustFindOneOf().isEmpty()
        && fault.mustFindOneOf().stream().noneMatch(found::contains)) {
      return "is found by none of " + fault.mustFindOneOf();
    }
    Set<String> distrusted = new TreeSet<>(fault.mustPass());
    distrusted.removeAll(passed());
    if (!distrusted.isEmpty()) {
      return "is not let pass by " + distrusted;
    }
    Set<String> unforeseen = new TreeSet<>(found);
    unforeseen.removeAll(fault.mustFind());
    unforeseen.removeAll(fault.mustFindOneOf());
    unforeseen.removeAll(fault.mayFind());
    unforeseen.remove(DRILL);
    return unforeseen.isEmpty() ? "" : "is found by " + unforeseen + " too";
  }

  /** What the checks found, a few lines, for people. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (CheckResult result : verdict.results()) {
      if (!isSilent(result)) {
        text.append("\n  ").append(result.check().id()).append(' ').append(result.reason());
        result.findings().stream()
            .limit(3)
            .forEach(f -> text.append("\n    ").append(f.severity()).append(' ').append(f.text()));
      }
    }
    return text.toString();
  }
}
