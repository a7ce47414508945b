package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.report.monitor.NagiosLine;
import io.zonegate.report.monitor.NagiosState;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NagiosLineTest {
  static Stream<JudgedZone> zones() {
    return VerdictPageTest.zones();
  }

  @Test
  void aPassIsOkWithThresholdsOfThePolicy() {
    assertThat(NagiosLine.of(Portraits.pass()))
        .isEqualTo(
            "ZONEGATE OK - zone demo. serial 2026112401: PASS; first RRSIG expires in 9 d |"
                + " blocks=0;;0 warnings=0;0 notes=0 rrsigs=1482115 unverified=0;;0"
                + " first_expiry=777600s;604800:;129600: records=41234 names=10001 size=12345678B"
                + " time=11.455s");
  }

  @Test
  void aBlockIsCriticalAndNamesTheChecks() {
    assertThat(NagiosLine.of(Portraits.block()))
        .startsWith(
            "ZONEGATE CRITICAL - zone demo. serial 2026112401: BLOCK: 274,997 blocking findings in"
                + " SIG-VERIFY; undecided: DS-MATCH")
        .contains("unverified=274996;;0", "first_expiry=10800s;604800:;129600:");
  }

  @Test
  void warningsWarnAndAnOpenQuestionIsUnknown() {
    assertThat(NagiosState.of(Portraits.without(Verdicts.warned()))).isEqualTo(NagiosState.WARNING);
    assertThat(NagiosLine.of(Portraits.without(Verdicts.undecided())))
        .isEqualTo(
            "ZONEGATE UNKNOWN - zone demo.zone: UNDECIDED: ZONE-READ: demo.zone:7: unbalanced"
                + " parenthesis; also undecided: DS-MATCH");
  }

  /** Monitoring reads one line, and takes what stands after a bar for figures. */
  @ParameterizedTest
  @MethodSource("zones")
  void itIsOneLineWithAtMostOneBar(JudgedZone zone) {
    String line = NagiosLine.of(zone);
    assertThat(line).doesNotContain("\n", "\u001b", "\u0000").hasSizeLessThan(2_000);
    assertThat(line.chars().filter(c -> c == '|').count())
        .isEqualTo(zone.portrait().isPresent() ? 1 : 0);
  }

  @Test
  void aBarInAMessageIsNone() {
    assertThat(NagiosLine.failure(NagiosState.UNKNOWN, "a|b\nc"))
        .isEqualTo("ZONEGATE UNKNOWN - a\\124b\\010c");
  }
}
