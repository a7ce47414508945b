package io.zonegate.verifier.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that contradict themselves cannot be made. */
class CheckResultTest {
  static final CheckDescription CHECK =
      new CheckDescription(
          "SIG-TEST",
          "A test",
          CheckGroup.SIGNATURES,
          Severity.BLOCK,
          true,
          Strictness.AS_A_RESOLVER,
          "RFC 1",
          "things",
          "Why.",
          "How.");

  static Finding finding() {
    return new Finding("SIG-TEST", Severity.BLOCK, "a.", "A", "f:1", Map.of(), "a. is wrong");
  }

  static CheckResult result(
      Outcome outcome, String reason, long examined, long blocks, long warnings) {
    return new CheckResult(
        CHECK, outcome, reason, examined, blocks, warnings, 0, List.of(), Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, '', 5, 0, 0",
    "FINDINGS, '', 5, 1, 0",
    "FINDINGS, '', 0, 1, 0",
    "FINDINGS, '', 5, 0, 1",
    "NOT_APPLICABLE, why, 0, 0, 0",
    "DISABLED, why, 0, 0, 0",
    "UNDECIDED, why, 0, 0, 0",
    "UNDECIDED, why, 5, 3, 1",
  })
  void resultThatAgreesWithItselfIsTaken(
      Outcome outcome, String reason, long examined, long blocks, long warnings) {
    assertThat(result(outcome, reason, examined, blocks, warnings).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, '', 0, 0, 0",
    "PASS, '', 5, 1, 0",
    "PASS, '', 5, 0, 1",
    "PASS, why, 5, 0, 0",
    "FINDINGS, '', 5, 0, 0",
    "FINDINGS, why, 5, 1, 0",
    "NOT_APPLICABLE, '', 0, 0, 0",
    "NOT_APPLICABLE, ' ', 0, 0, 0",
    "NOT_APPLICABLE, why, 1, 0, 0",
    "NOT_APPLICABLE, why, 0, 1, 0",
    "DISABLED, '', 0, 0, 0",
    "DISABLED, why, 1, 0, 0",
    "DISABLED, why, 0, 0, 1",
    "UNDECIDED, '', 5, 0, 0",
    "PASS, '', -1, 0, 0",
    "FINDINGS, '', 5, -1, 2",
    "FINDINGS, '', 5, 2, -1",
  })
  void resultThatContradictsItselfIsRefused(
      Outcome outcome, String reason, long examined, long blocks, long warnings) {
    assertThatThrownBy(() -> result(outcome, reason, examined, blocks, warnings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("SIG-TEST: ");
  }

  @Test
  void moreFindingsThanCountedAreRefused() {
    assertThatThrownBy(
            () ->
                new CheckResult(
                    CHECK,
                    Outcome.FINDINGS,
                    "",
                    5,
                    1,
                    0,
                    0,
                    List.of(finding(), finding()),
                    Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void descriptionsWithoutTextAreRefused(CheckGroup group) {
    for (int empty = 0; empty < 5; empty++) {
      String[] texts = {"t", "c", "e", "x", "r"};
      texts[empty] = " ";
      assertThatThrownBy(
              () ->
                  new CheckDescription(
                      "ID",
                      texts[0],
                      group,
                      Severity.BLOCK,
                      true,
                      Strictness.AS_A_RESOLVER,
                      texts[1],
                      texts[2],
                      texts[3],
                      texts[4]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sig-verify", "SIG VERIFY", "SIG--VERIFY", "-SIG", "SIG_VERIFY"})
  void idsOfAnotherFormAreRefused(String id) {
    assertThatThrownBy(
            () ->
                new CheckDescription(
                    id,
                    "t",
                    CheckGroup.KEYS,
                    Severity.BLOCK,
                    true,
                    Strictness.LATER,
                    "c",
                    "e",
                    "x",
                    "r"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findingWithoutTextAndImpossibleCountsAreRefused() {
    assertThatThrownBy(() -> new Finding("X", Severity.BLOCK, "", "", "", Map.of(), " "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SignatureCount(1, 13, "A", 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SignatureCount(1, 13, "A", 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
