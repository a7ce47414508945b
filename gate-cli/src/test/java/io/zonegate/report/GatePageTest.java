package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.report.html.GatePages;
import io.zonegate.report.monitor.GateHealth;
import io.zonegate.report.monitor.NagiosLine;
import io.zonegate.report.monitor.NagiosState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gate as a page and as a plugin's line. */
class GatePageTest {
  @TempDir Path folder;
  @TempDir Path pages;

  @Test
  void aBusyGate() throws Exception {
    write(Gates.busy(folder, "the reason"), verdicts());
    Golden.assertSame("gate.html", Files.readString(pages.resolve("index.html")));
  }

  @Test
  void whatIsHostileStaysText() throws Exception {
    write(Gates.busy(folder, Verdicts.CONTROL + "<script>alert(1)</script>"), verdicts());
    assertThat(pages.resolve("index.html"))
        .content()
        .contains("&lt;script&gt;alert(1)")
        .doesNotContain("<script", "\u001b");
    Pages.inFolder(pages).areForAnyBrowser();
  }

  @Test
  void everyReleaseThatIsShownHasItsVerdictBesideIt() throws Exception {
    write(Gates.busy(folder, "the reason"), verdicts());
    assertThat(pages.resolve("index.html"))
        .content()
        .contains("href=\"release-1.html\"", "href=\"release-2.html\"", "all verify");
    assertThat(pages.resolve("release-2.html"))
        .content()
        .contains("<p class=\"word\">BLOCK</p>", "Release 2 of the gate is BLOCKED since")
        .contains("href=\"index.html\"", "id=\"expiry\"", "id=\"chain\"", "id=\"types\"");
    Pages.inFolder(pages).areForAnyBrowser();
  }

  @Test
  void aReleaseThatIsShownNoMoreLosesItsPage() throws Exception {
    write(Gates.busy(folder, "the reason"), verdicts());
    Files.writeString(pages.resolve("release-99.html"), "<p>not ours</p>");
    write(Gates.of(folder, Gates.live(1, Duration.ofDays(5))), verdicts());
    assertThat(pages.resolve("release-1.html")).exists();
    assertThat(pages.resolve("release-2.html")).doesNotExist();
    assertThat(pages.resolve("release-99.html")).hasContent("<p>not ours</p>");
  }

  /** Another zonegate may have kept it. */
  @Test
  void aVerdictThatCannotBeReadIsSaidSoAndHasNoPage() throws Exception {
    write(Gates.busy(folder, "the reason"), verdicts());
    KeptVerdicts other =
        new KeptVerdicts(Map.of(1L, Portraits.pass()), Map.of(2L, "it has schema version 99"));
    write(Gates.busy(folder, "the reason"), other);
    assertThat(pages.resolve("index.html"))
        .content()
        .contains("The verdict as it is kept cannot be read: it has schema version 99")
        .contains("release-1.html")
        .doesNotContain("release-2.html");
    assertThat(pages.resolve("release-2.html")).doesNotExist();
    Pages.inFolder(pages).areForAnyBrowser();
  }

  /** The policy's stage has 5 good probes, 30 minutes of soak, and an approval. */
  @Test
  void aRollbackIsShownAsItGoesThroughItsStage() throws Exception {
    Release forward = Gates.since(2, ReleaseState.SOAKING, Duration.ofMinutes(7), 1);
    write(Gates.of(folder, forward), verdicts());
    assertThat(pages.resolve("index.html"))
        .content()
        .contains("good probes 1 of 5; 7 min of soak 30 min", "waits for approval too");
    write(Gates.of(folder, Gates.rollback(forward)), verdicts());
    assertThat(pages.resolve("index.html"))
        .content()
        .contains("good probes 1 of 1; 7 min of soak 0 s")
        .doesNotContain("waits for approval too");
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

  /** The verdict's line names the zone as the release does. */
  @Test
  void whatIsSaidAlreadyIsNotSaidAgain() throws Exception {
    String verdict = VerdictLine.of(Verdicts.block());
    assertThat(verdict).startsWith("BLOCK demo. serial 2026112401: 274,997 blocking");
    Release blocked = Gates.release(2, ReleaseState.BLOCKED, verdict);
    assertThat(health(Gates.of(folder, Gates.live(1, Duration.ofDays(9)), blocked)).reasons())
        .singleElement()
        .asString()
        .contains("release 2 of zone.example. is BLOCKED: 274,997 blocking findings in");
    assertThat(VerdictLine.reason("serial 7 is not after 8")).isEqualTo("serial 7 is not after 8");
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

  /** Of the release that is live and of the one that was blocked. */
  private static KeptVerdicts verdicts() {
    return new KeptVerdicts(Map.of(1L, Portraits.pass(), 2L, Portraits.block()), Map.of());
  }

  private void write(GateStatus status, KeptVerdicts verdicts) throws IOException {
    new GatePages(status, verdicts, "0.1.0", "policy.toml").write(pages);
  }
}
