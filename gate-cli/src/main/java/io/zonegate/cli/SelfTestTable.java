package io.zonegate.cli;

import io.zonegate.selftest.JudgedCase;
import io.zonegate.verifier.verdict.Decision;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what each check had to do in a self-test. */
final class SelfTestTable {
  private static final class Tally {
    private int faults;
    private int twins;
  }

  private final Map<String, Tally> byCheck = new TreeMap<>();
  private final Map<Decision, Integer> decisions = new EnumMap<>(Decision.class);

  private int cases;
  private int wrong;

  void count(JudgedCase judged) {
    cases++;
    wrong += judged.complaint().isEmpty() ? 0 : 1;
    decisions.merge(judged.verdict().decision(), 1, Integer::sum);
    for (Set<String> meant : List.of(judged.fault().mustFind(), judged.fault().mustFindOneOf())) {
      for (String id : meant) {
        if (judged.found().contains(id)) {
          byCheck.computeIfAbsent(id, i -> new Tally()).faults++;
        }
      }
    }
    for (String id : judged.fault().nearMissOf()) {
      byCheck.computeIfAbsent(id, i -> new Tally()).twins++;
    }
  }

  /** How many cases are not as they must be. */
  int wrong() {
    return wrong;
  }

  String summary(long seed) {
    return (cases == 1 ? "1 case" : cases + " cases")
        + " with seed "
        + seed
        + ": "
        + decisions
        + "; "
        + (wrong == 0 ? "all are as they must be" : wrong + " are NOT as they must be");
  }

  void print(PrintStream out) {
    out.printf("%n%-22s %8s %14s%n", "check", "faults", "valid twins");
    byCheck.forEach((id, n) -> out.printf("%-22s %8d %14d%n", id, n.faults, n.twins));
    out.println();
  }
}
