package io.zonegate.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every fault of testzones is found by the check that it is for and by no other than it names;
 * every twin passes; and the faulty zone passes once the responsible checks are off.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultsJudgedTest {
  /** Keys, names and the place of the fault differ between these. */
  private static final long[] SEEDS = {1, 2};

  @TempDir Path folder;

  /** All faults and twins; with a system property, those that a check of this prefix is for. */
  private static Stream<Fault> faults() {
    return Cases.forChecks(System.getProperty("zonegate.faults", "")).stream();
  }

  @TestFactory
  List<DynamicTest> faultsAreFoundAndTwinsPass() {
    return faults()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> judge(fault)))
        .toList();
  }

  /** A folder for one case: others are judged at the same time. */
  private Path own() throws IOException {
    return Files.createTempDirectory(folder, "case");
  }

  private void judge(Fault fault) throws Exception {
    for (long seed : SEEDS) {
      JudgedCase judged = JudgedCase.of(own(), fault, seed);
      assertThat(judged.complaint())
          .as("%s seed %d:%s", fault.name(), seed, judged.describe())
          .isEmpty();
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
    CaseFiles files = CaseFiles.of(own(), zone);
    Verdict full = files.judge(Selection.ALL);
    Map<String, String> off = new HashMap<>();
    for (CheckResult result : full.results()) {
      if (!JudgedCase.isSilent(result) && result.check().suppressible()) {
        off.put(result.check().id(), "test");
      }
    }
    Verdict without = files.judge(new Selection(off, Map.of()));
    boolean more =
        full.results().stream().anyMatch(r -> !JudgedCase.isSilent(r) && !r.check().suppressible());
    assertThat(without.decision())
        .as("%s: %s", zone.name(), silenced(without))
        .isEqualTo(more ? full.decision() : Decision.PASS);
  }

  private static List<String> silenced(Verdict verdict) {
    return verdict.results().stream()
        .filter(r -> !JudgedCase.isSilent(r))
        .map(r -> r.check().id() + " " + r.reason() + " " + r.findings())
        .toList();
  }
}
