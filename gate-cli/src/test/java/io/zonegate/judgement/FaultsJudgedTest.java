package io.zonegate.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every fault of testzones is found by the check that it is for and by no other than it names;
 * every twin passes; and the faulty zone passes once the responsible checks are off. Once more with
 * other keys and the fault at another place.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultsJudgedTest {
  private static final String DRILL = "PROOF-DRILL";
  private static final Selection WITHOUT_DRILL = new Selection(Map.of(DRILL, "test"), Map.of());

  /** Keys, names and the place of the fault differ between this and {@link JudgedOnce#SEED}. */
  private static final long OTHER_SEED = 2;

  private static final Map<String, Boolean> SUPPRESSIBLE =
      Catalogue.descriptions().stream()
          .collect(Collectors.toMap(CheckDescription::id, CheckDescription::suppressible));

  @TempDir Path folder;

  /** All faults and twins; with a system property, those that a check of this prefix is for. */
  @TestFactory
  List<DynamicTest> faultsAreFoundAndTwinsPass() {
    return Cases.forChecks(System.getProperty("zonegate.faults", "")).stream()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> judge(fault)))
        .toList();
  }

  /** A folder for one case: others are judged at the same time. */
  private Path own() throws IOException {
    return Files.createTempDirectory(folder, "case");
  }

  private void judge(Fault fault) throws Exception {
    CaseFiles files = CaseFiles.of(own(), fault.prepare(JudgedOnce.SEED));
    JudgedCase judged = new JudgedCase(fault, files, JudgedOnce.verdict(fault, files));
    assertIsAsItMustBe(judged, JudgedOnce.SEED);
    if (fault.expected() == Expectation.BLOCK
        && fault.mustFind().stream().allMatch(id -> SUPPRESSIBLE.getOrDefault(id, false))) {
      assertPassesWithItsChecksOff(judged);
    }
    // The drill takes most of a small zone's time, and has been through the same case already.
    assertIsAsItMustBe(
        JudgedCase.of(
            own(),
            fault,
            OTHER_SEED,
            fault.checks().contains(DRILL) ? Selection.ALL : WITHOUT_DRILL),
        OTHER_SEED);
  }

  private static void assertIsAsItMustBe(JudgedCase judged, long seed) {
    assertThat(judged.complaint())
        .as("%s seed %d:%s", judged.fault().name(), seed, judged.describe())
        .isEmpty();
  }

  private static void assertPassesWithItsChecksOff(JudgedCase judged) {
    Verdict full = judged.verdict();
    // The drill has been through the same zone: if it found nothing, it finds nothing again.
    Map<String, String> off = new HashMap<>(WITHOUT_DRILL.disabled());
    for (CheckResult result : full.results()) {
      if (!JudgedCase.isSilent(result) && result.check().suppressible()) {
        off.put(result.check().id(), "test");
      }
    }
    Verdict without = judged.files().judge(new Selection(off, Map.of()));
    boolean more =
        full.results().stream().anyMatch(r -> !JudgedCase.isSilent(r) && !r.check().suppressible());
    assertThat(without.decision())
        .as("%s with checks off: %s", judged.fault().name(), silenced(without))
        .isEqualTo(more ? full.decision() : Decision.PASS);
  }

  private static List<String> silenced(Verdict verdict) {
    return verdict.results().stream()
        .filter(r -> !JudgedCase.isSilent(r))
        .map(r -> r.check().id() + " " + r.reason() + " " + r.findings())
        .toList();
  }
}
