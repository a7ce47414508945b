package io.zonegate.verifier.verdict;

import static io.zonegate.verifier.verdict.CheckResultTest.CHECK;
import static io.zonegate.verifier.verdict.CheckResultTest.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static final CheckResult PASS = result(Outcome.PASS, "", 1, 0, 0);
  private static final CheckResult BLOCKS = result(Outcome.FINDINGS, "", 1, 1, 0);
  private static final CheckResult WARNS = result(Outcome.FINDINGS, "", 1, 0, 1);
  private static final CheckResult OPEN = CheckResult.undecided(CHECK, "why");
  private static final CheckResult OPEN_AND_BLOCKS = result(Outcome.UNDECIDED, "why", 1, 1, 0);
  private static final CheckResult OFF = CheckResult.disabled(CHECK, "why");
  private static final CheckResult NOT = CheckResult.notApplicable(CHECK, "why");

  private static Decision decide(List<CheckResult> results) {
    return Verdict.of(
            Subject.unread("", ""), Instant.EPOCH, results, List.of(), Map.of(), Duration.ZERO)
        .decision();
  }

  private static CheckResult named(char letter) {
    return switch (letter) {
      case 'P' -> PASS;
      case 'B' -> BLOCKS;
      case 'W' -> WARNS;
      case 'U' -> OPEN;
      case 'X' -> OPEN_AND_BLOCKS;
      case 'D' -> OFF;
      default -> NOT;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "P, PASS",
    "W, PASS",
    "PWDN, PASS",
    "B, BLOCK",
    "PB, BLOCK",
    "BP, BLOCK",
    "UB, BLOCK",
    "BU, BLOCK",
    "X, BLOCK",
    "U, UNDECIDED",
    "PU, UNDECIDED",
    "UP, UNDECIDED",
    "D, UNDECIDED",
    "N, UNDECIDED",
    "DN, UNDECIDED",
    "'', UNDECIDED",
  })
  void decisionIsTheWorstOfAllResultsWhateverTheirOrder(String letters, Decision expected) {
    List<CheckResult> results = letters.chars().mapToObj(c -> named((char) c)).toList();
    assertThat(decide(results)).isEqualTo(expected);
  }

  @Test
  void decisionThatDoesNotFollowFromTheResultsIsRefused() {
    for (List<CheckResult> results :
        List.of(List.of(PASS), List.of(BLOCKS), List.of(OPEN), List.<CheckResult>of())) {
      for (Decision decision : Decision.values()) {
        if (decision != decide(results)) {
          assertThatThrownBy(
                  () ->
                      new Verdict(
                          decision,
                          Subject.unread("", ""),
                          Instant.EPOCH,
                          results,
                          List.of(),
                          Map.of(),
                          Duration.ZERO))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageStartingWith(decision.toString());
        }
      }
    }
  }

  @Test
  void verdictCannotBeChangedThroughTheListsItWasMadeOf() {
    List<CheckResult> results = new ArrayList<>(List.of(BLOCKS));
    Verdict verdict =
        Verdict.of(
            Subject.unread("", ""), Instant.EPOCH, results, List.of(), Map.of(), Duration.ZERO);
    results.clear();

    assertThat(verdict.results()).hasSize(1);
    assertThat(verdict.result("SIG-TEST")).contains(BLOCKS);
    assertThat(verdict.result("NONE")).isEmpty();
  }
}
