package io.zonegate.selftest;

import io.zonegate.testzones.mutate.Mutation;
import io.zonegate.testzones.mutate.MutationRun;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * A zone that one change was made to, and the verdict on it.
 *
 * @param found ids of the checks that block or are undecided
 */
public record JudgedMutation(MutationRun.Made made, Verdict verdict, Set<String> found) {

  /**
   * Judges a changed zone with all checks.
   *
   * @param folder for its files
   */
  public static JudgedMutation of(Path folder, MutationRun.Made made)
      throws IOException, CaseFiles.CaseException {
    Verdict verdict = CaseFiles.of(folder, made.zone()).judge(Selection.ALL);
    Set<String> found = new TreeSet<>();
    for (CheckResult result : verdict.results()) {
      if (result.blocks() > 0
          || result.outcome() == io.zonegate.verifier.verdict.Outcome.UNDECIDED) {
        found.add(result.check().id());
      }
    }
    return new JudgedMutation(made, verdict, found);
  }

  /** Whether the change is a valid one, so that the zone must pass. */
  public boolean isValid() {
    return made.mutation().origin() == Mutation.Origin.VALID;
  }

  /** What is not as it must be; empty if all is. */
  public String complaint() {
    boolean passes = verdict.decision() == Decision.PASS;
    if (isValid()) {
      return passes ? "" : "is valid and " + verdict.decision() + " by " + found;
    }
    if (passes) {
      return "passes";
    }
    Set<String> meant = made.mutation().foundBy();
    return found.stream().anyMatch(meant::contains)
        ? ""
        : "is found by " + found + " and by none of " + new TreeSet<>(meant);
  }
}
