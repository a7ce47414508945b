package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.policy.PolicyException;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.report.html.GatePage;
import io.zonegate.report.monitor.GateHealth;
import io.zonegate.report.monitor.NagiosLine;
import io.zonegate.report.monitor.NagiosState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gate as a page and as a plugin's line. */
class GatePageTest {
  @TempDir Path folder;

  @Test
  void aBusyGate() throws Exception {
    Golden.assertSame("gate.html", html(Gates.busy(folder, "the reason")));
  }

  @Test
  void whatIsHostileStaysText() throws Exception {
    String html = html(Gates.busy(folder, Verdicts.CONTROL + "<script>alert(1)</script>"));
    assertThat(html)
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script", "\u001b", "style=");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new ByteArrayInputStream(
                html.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)));
  }

  /** The policy warns at 24 hours, and calls 12 critical. */
  @ParameterizedTest
  @CsvSource({"25, OK", "24, OK", "23, WARNING", "12, WARNING", "11, CRITICAL", "-1, CRITICAL"})
  void theFirstExpirationDecides(int hours, NagiosState state) throws Exception {
    assertThat(health(Gates.of(folder, Gates.live(1, Duration.ofHours(hours)))).state())
        .isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "BLOCKED, CRITICAL",
    "HELD, CRITICAL",
    "UNDECIDED, UNKNOWN",
    "SUPERSEDED, OK",
    "ABANDONED, OK",
    "VERIFYING, OK",
    "RECEIVED, OK"
  })
  void soDoesTheNewestRelease(ReleaseState state, NagiosState expected) throws Exception {
    GateHealth health =
        health(
            Gates.of(
                folder, Gates.live(1, Duration.ofDays(9)), Gates.release(2, state, "because")));
    assertThat(health.state()).isEqualTo(expected);
    assertThat(health.reasons()).hasSize(expected == NagiosState.OK ? 0 : 1);
  }

  /** The stage's deadline is 1 h, and so is the limit where there is no stage. */
  @ParameterizedTest
  @CsvSource({
    "RECEIVED, 60, OK",
    "RECEIVED, 61, WARNING",
    "VERIFYING, 61, WARNING",
    "PUBLISHING, 60, OK",
    "PUBLISHING, 61, WARNING",
    "SOAKING, 60, OK",
    "SOAKING, 61, WARNING"
  })
  void whatDoesNotMoveNeedsSomebody(ReleaseState state, int minutes, NagiosState expected)
      throws Exception {
    GateHealth health =
        health(
            Gates.of(
                folder,
                Gates.live(1, Duration.ofDays(9)),
                Gates.since(2, state, Duration.ofMinutes(minutes), 0)));
    assertThat(health.state()).isEqualTo(expected);
    assertThat(health.text().contains("does zonegate gate run run?"))
        .isEqualTo(expected == NagiosState.WARNING);
  }

  @Test
  void whatWaitsBehindAnotherDoesNotCount() throws Exception {
    assertThat(
            health(
                    Gates.of(
                        folder,
                        Gates.live(1, Duration.ofDays(9)),
                        Gates.since(2, ReleaseState.SOAKING, Duration.ofMinutes(50), 0),
                        Gates.since(3, ReleaseState.RECEIVED, Duration.ofHours(2), 0)))
                .state())
        .isEqualTo(NagiosState.OK);
  }

  /** A person may take longer than the stage's deadline, but then the servers are probed. */
  @ParameterizedTest
  @CsvSource({"5, 1, OK", "5, 61, WARNING", "4, 1, WARNING"})
  void approvalHasNoDeadline(int good, int probed, NagiosState expected) throws Exception {
    GateStatus status =
        Gates.of(
            folder,
            Gates.live(1, Duration.ofDays(9)),
            Gates.since(2, ReleaseState.SOAKING, Duration.ofHours(20), good));
    assertThat(health(Gates.probed(status, Duration.ofMinutes(probed))).state())
        .isEqualTo(expected);
  }

  @Test
  void aWayBackThatCannotBeMadeIsAWarning() throws Exception {
    Release live = Gates.live(2, Duration.ofDays(9));
    GateHealth health =
        health(
            Gates.withoutWayBack(
                Gates.of(folder, live), live, Gates.release(1, ReleaseState.RETIRED, "")));
    assertThat(health.state()).isEqualTo(NagiosState.WARNING);
    assertThat(health.reasons())
        .containsExactly("the way back from release 2 could not be made: no token answers");
  }

  @Test
  void aBlockThatANewerReleaseFollowedIsHistory() throws Exception {
    assertThat(
            health(
                    Gates.of(
                        folder,
                        Gates.release(1, ReleaseState.BLOCKED, "because"),
                        Gates.live(2, Duration.ofDays(9))))
                .state())
        .isEqualTo(NagiosState.OK);
  }

  @Test
  void aGateThatNothingWentThroughIsUnknown() throws Exception {
    assertThat(health(Gates.of(folder)).state()).isEqualTo(NagiosState.UNKNOWN);
  }

  @Test
  void thePluginsLine() throws Exception {
    assertThat(NagiosLine.of(Gates.busy(folder, "the | reason")))
        .isEqualTo(
            "ZONEGATE WARNING - zone zone.example.: frozen by anna since 2026-11-24T12:00:00Z;"
                + " serial 1 is live, its first RRSIG expires in 5 d; release 3 of zone.example. is"
                + " SOAKING | first_expiry=432000s;86400:;43200: live_age=172800s stage=2"
                + " good_probes=3 state_age=420s waiting=1");
  }

  private static GateHealth health(GateStatus status) {
    return GateHealth.of(status);
  }

  private static String html(GateStatus status) throws IOException, PolicyException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new GatePage(status, "0.1.0", "policy.toml").write(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
