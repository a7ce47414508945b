package io.zonegate.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.selftest.JudgedCase;
import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.incident.Incident;
import io.zonegate.testzones.incident.Incidents;
import io.zonegate.verifier.verdict.Decision;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every incident is stopped by the checks that it names, the checks that a lesser gate would trust
 * see nothing wrong with it, and its good twins pass.
 */
class IncidentsJudgedTest {
  /** Others than those of {@link FaultsJudgedTest}. */
  private static final long SEED = 3;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> incidentsAreStoppedAndTheirTwinsPass() {
    return Incidents.all().stream()
        .map(incident -> DynamicContainer.dynamicContainer(incident.id(), cases(incident)));
  }

  private List<DynamicTest> cases(Incident incident) {
    return incident.cases().stream()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> judge(fault)))
        .toList();
  }

  private void judge(Fault fault) throws Exception {
    JudgedCase judged = JudgedCase.of(folder, fault, SEED);
    String what = fault.name() + ":" + judged.describe();
    if (fault.expected() == Expectation.PASS) {
      assertThat(judged.verdict().decision()).as(what).isEqualTo(Decision.PASS);
    } else {
      assertThat(judged.verdict().decision()).as(what).isEqualTo(Decision.BLOCK);
      assertThat(judged.found()).as(what).containsAll(fault.mustFind());
      assertThat(judged.passed()).as(what).containsAll(fault.mustPass());
    }
    assertThat(judged.complaint()).as(what).isEmpty();
  }
}
