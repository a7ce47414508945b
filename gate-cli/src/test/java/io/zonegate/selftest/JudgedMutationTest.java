package io.zonegate.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.mutate.Mutation;
import io.zonegate.testzones.mutate.MutationRun;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Subject;
import io.zonegate.verifier.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A self-test that could not complain would prove nothing. */
class JudgedMutationTest {
  @Test
  void everyCheckThatIsToFindAFaultIsInTheCatalogue() {
    Set<String> ids =
        Catalogue.descriptions().stream().map(CheckDescription::id).collect(Collectors.toSet());
    assertThat(Mutation.all()).allMatch(m -> ids.containsAll(m.foundBy()));
  }

  @Test
  void complainsOfAFaultThatPasses() {
    assertThat(judged("signature-bit-flipped", true, Set.of()).complaint()).isEqualTo("passes");
  }

  @Test
  void complainsOfAFaultThatOnlyAnotherCheckFinds() {
    assertThat(judged("signature-bit-flipped", false, Set.of("ZONE-UNCHANGED")).complaint())
        .isEqualTo("is found by [ZONE-UNCHANGED] and by none of [SIG-VERIFY]");
    assertThat(judged("signature-bit-flipped", false, Set.of("SIG-VERIFY")).complaint()).isEmpty();
  }

  @Test
  void complainsOfAValidChangeThatDoesNotPass() {
    assertThat(judged("text-comments", false, Set.of("ZONE-READ")).complaint())
        .isEqualTo("is valid and UNDECIDED by [ZONE-READ]");
    assertThat(judged("text-comments", true, Set.of()).complaint()).isEmpty();
  }

  private static JudgedMutation judged(String name, boolean passes, Set<String> found) {
    Mutation mutation =
        Mutation.all().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    List<CheckResult> results =
        Catalogue.descriptions().stream()
            .map(d -> passes ? pass(d) : CheckResult.undecided(d, "made so"))
            .toList();
    Verdict verdict =
        Verdict.of(
            Subject.unread("sample.", "sample"),
            Instant.EPOCH,
            results,
            List.of(),
            Map.of(),
            Duration.ZERO);
    return new JudgedMutation(new MutationRun.Made(mutation, 1, null), verdict, found);
  }

  private static CheckResult pass(CheckDescription check) {
    return new CheckResult(
        check, io.zonegate.verifier.verdict.Outcome.PASS, "", 1, 0, 0, 0, List.of(), Duration.ZERO);
  }
}
