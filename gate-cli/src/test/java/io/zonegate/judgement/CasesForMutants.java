package io.zonegate.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.verifier.check.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link FaultsJudgedTest} does, once and without PROOF-DRILL, which takes most of a small
 * zone's time: for {@code .ci/mutants}, which does it for every change of the checks. No test of
 * the build.
 */
class CasesForMutants {
  private static final String DRILL = "PROOF-DRILL";
  private static final Selection WITHOUT_DRILL = new Selection(Map.of(DRILL, "mutants"), Map.of());

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> areAsTheyMustBe() {
    return Cases.forChecks(System.getProperty("zonegate.faults", "")).stream()
        .filter(f -> Stream.of(f.mustFind(), f.mustFindOneOf()).noneMatch(s -> s.contains(DRILL)))
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> judge(fault)))
        .toList();
  }

  private void judge(Fault fault) throws Exception {
    JudgedCase judged = JudgedCase.of(folder, fault, 1, WITHOUT_DRILL);
    assertThat(judged.complaint()).as("%s:%s", fault.name(), judged.describe()).isEmpty();
  }
}
