package io.zonegate.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.fault.Faults;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault of testzones is found by the check that it is for and by no other than it names;
 * every twin passes; and the faulty zone passes once the responsible checks are off.
 */
class FaultsJudgedTest {
  /** Keys, names and the place of the fault differ between these. */
  private static final long[] SEEDS = {1, 2};

  @TempDir Path folder;

  /** All faults and twins; with a system property, those that a check of this prefix is for. */
  private static Stream<Fault> faults() {
    String prefix = System.getProperty("zonegate.faults", "");
    return Faults.all().stream()
        .filter(
            fault ->
                prefix.isEmpty()
                    || Stream.of(fault.mustFind(), fault.mustFindOneOf(), fault.nearMissOf())
                        .flatMap(Set::stream)
                        .anyMatch(id -> id.startsWith(prefix)));
  }

  @TestFactory
  List<DynamicTest> faultsAreFoundAndTwinsPass() {
    return faults()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> judge(fault)))
        .toList();
  }

  private void judge(Fault fault) throws Exception {
    for (long seed : SEEDS) {
      FaultCase zone = fault.prepare(seed);
      Verdict verdict = CaseFiles.of(folder, zone).judge(Selection.ALL);
      Set<String> found = found(verdict);
      String shown = zone.name() + " seed " + seed + ": " + describe(verdict);

      assertThat(verdict.decision()).as(shown).isEqualTo(expected(fault.expected()));
      assertThat(found).as(shown).containsAll(fault.mustFind());
      if (!fault.mustFindOneOf().isEmpty()) {
        assertThat(found).as(shown).containsAnyElementsOf(fault.mustFindOneOf());
      }
      Set<String> foreseen = new TreeSet<>(fault.mustFind());
      foreseen.addAll(fault.mustFindOneOf());
      foreseen.addAll(fault.mayFind());
      // The drill fails wherever a validator would, so that it meets many faults that are others'.
      foreseen.add("PROOF-DRILL");
      assertThat(foreseen).as(shown).containsAll(found);
    }
  }

  @TestFactory
  List<DynamicTest> faultsPassOnceTheirChecksAreOff() {
    Map<String, Boolean> suppressible = new HashMap<>();
    io.zonegate.verifier.check.Catalogue.descriptions()
        .forEach(d -> suppressible.put(d.id(), d.suppressible()));
    return faults()
        .filter(f -> f.expected() == Expectation.BLOCK)
        .filter(f -> f.mustFind().stream().allMatch(id -> suppressible.getOrDefault(id, false)))
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> judgeWithout(fault)))
        .toList();
  }

  private void judgeWithout(Fault fault) throws Exception {
    FaultCase zone = fault.prepare(1);
    CaseFiles files = CaseFiles.of(folder, zone);
    Verdict full = files.judge(Selection.ALL);
    Map<String, String> off = new HashMap<>();
    for (CheckResult result : full.results()) {
      if (!isSilent(result) && result.check().suppressible()) {
        off.put(result.check().id(), "test");
      }
    }
    Verdict without = files.judge(new Selection(off, Map.of()));
    boolean more = full.results().stream().anyMatch(r -> !isSilent(r) && !r.check().suppressible());
    assertThat(without.decision())
        .as(zone.name() + ": " + describe(without))
        .isEqualTo(more ? full.decision() : Decision.PASS);
  }

  private static Decision expected(Expectation expectation) {
    return switch (expectation) {
      case PASS, WARN -> Decision.PASS;
      case BLOCK -> Decision.BLOCK;
      case UNDECIDED -> Decision.UNDECIDED;
    };
  }

  private static boolean isSilent(CheckResult result) {
    return result.blocks() + result.warnings() == 0 && result.outcome() != Outcome.UNDECIDED;
  }

  private static Set<String> found(Verdict verdict) {
    Set<String> found = new TreeSet<>();
    verdict.results().stream().filter(r -> !isSilent(r)).forEach(r -> found.add(r.check().id()));
    return found;
  }

  private static String describe(Verdict verdict) {
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
