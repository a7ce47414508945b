package io.zonegate.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Outcome;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Verdict;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
  private static SignedZones zones;
  private static Zone sound;

  @BeforeAll
  static void sign(@TempDir Path folder) throws Exception {
    zones = SignedZones.make(folder, 200, false);
    sound = zones.sound();
  }

  private static Verdict judge(Inputs inputs, Selection selection) {
    try (Workers workers = new Workers(2, Duration.ofMinutes(5))) {
      return Judge.judge(inputs, selection, workers);
    }
  }

  @Test
  void soundZonePassesAndEveryCheckSaysHowItEnded() {
    Verdict verdict = judge(zones.inputs(sound), Selection.ALL);

    assertThat(verdict.decision()).isEqualTo(Decision.PASS);
    assertThat(verdict.results())
        .extracting(r -> r.check().id())
        .containsExactlyElementsOf(Catalogue.descriptions().stream().map(d -> d.id()).toList());
    assertThat(verdict.results())
        .allSatisfy(
            r -> assertThat(r.outcome() == Outcome.NOT_APPLICABLE || r.examined() > 0).isTrue());
    assertThat(verdict.judgedAt()).isEqualTo(SignedZones.NOW);
    assertThat(verdict.subject().sha256()).isEqualTo(sound.digest().sha256());
  }

  @Test
  void checkThatThrowsIsUndecidedWithItsIdAndTheOthersGoOn() {
    // Without the parent's part DS-MATCH and DS-CHAIN run into a null.
    Inputs broken = Inputs.of(sound, null, SignedZones.NOW);

    Verdict verdict = judge(broken, Selection.ALL);

    assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
    for (String id : new String[] {"DS-MATCH", "DS-CHAIN"}) {
      CheckResult result = verdict.result(id).orElseThrow();
      assertThat(result.outcome()).isEqualTo(Outcome.UNDECIDED);
      assertThat(result.reason()).contains("GATE-INTERNAL: " + id + " failed: ");
    }
    assertThat(verdict.result("SIG-VERIFY").orElseThrow().outcome()).isEqualTo(Outcome.PASS);
  }

  @Test
  void checkThatThrowsDoesNotHideWhatTheOthersFound() throws Exception {
    Inputs broken = Inputs.of(zones.spoilt(), null, SignedZones.NOW);

    assertThat(judge(broken, Selection.ALL).decision()).isEqualTo(Decision.BLOCK);
  }

  @Test
  void judgeThatFailsItselfIsUndecided() {
    Inputs broken =
        Inputs.of(sound, new ParentTrust.NotJudged("test"), SignedZones.NOW)
            .judgedBy(null, Rules.DEFAULT);

    Verdict verdict = judge(broken, Selection.ALL);

    assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(verdict.results())
        .extracting(CheckResult::reason)
        .anyMatch(r -> r.contains("failed"));
  }

  @Test
  void deadlineThatHasPassedIsUndecided(@TempDir Path folder) throws Exception {
    SignedZones large = SignedZones.make(folder, 10_000, true);
    Inputs inputs = large.inputs(large.sound());
    try (Workers workers = new Workers(1, Duration.ZERO)) {
      Verdict verdict = Judge.judge(inputs, Selection.ALL, workers);

      assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
      assertThat(verdict.results()).hasSize(Catalogue.CHECKS.size() + 1);
      assertThat(verdict.results())
          .first()
          .satisfies(
              r -> {
                assertThat(r.check().id()).isEqualTo("GATE-INTERNAL");
                assertThat(r.reason())
                    .contains("not done within the deadline of 0 s")
                    .contains("(0 of ");
              });
    }
  }

  /** Lets one range end and holds up the thread in the next one until the deadline. */
  private static final class OneRange extends Progress {
    private int ranges;

    @Override
    public void add(long n) {
      super.add(n);
      ranges++;
      if (ranges > 1) {
        try {
          Thread.sleep(Duration.ofHours(1).toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  @Test
  void whatWasFoundBeforeTheDeadlineStaysFound(@TempDir Path folder) throws Exception {
    SignedZones large = SignedZones.make(folder, 5_000, true);
    Inputs inputs = large.inputs(large.spoilt());
    try (Workers workers = new Workers(1, Duration.ofSeconds(5), Duration.ZERO, new OneRange())) {
      Verdict verdict = Judge.judge(inputs, Selection.ALL, workers);

      assertThat(verdict.decision()).isEqualTo(Decision.BLOCK);
      assertThat(verdict.results().get(0).reason()).matches(".*\\([1-9][0-9]* of [0-9]+ RRSIGs.*");
      CheckResult verify = verdict.result("SIG-VERIFY").orElseThrow();
      assertThat(verify.outcome()).isEqualTo(Outcome.UNDECIDED);
      assertThat(verify.blocks()).isPositive();
      assertThat(verify.reason()).contains("deadline of 5 s");
      assertThat(verdict.signatures()).isNotEmpty();
      assertThat(verdict.result("NSEC3-CHAIN").orElseThrow().outcome())
          .isEqualTo(Outcome.UNDECIDED);
    }
  }

  @Test
  void zoneThatCannotBeReadIsUndecidedWithTheReason() {
    Verdict verdict =
        Judge.unreadable(
            "example.", "f.zone", new ZoneReadException("f.zone", 3, "bad"), SignedZones.NOW);

    assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(verdict.result("ZONE-READ").orElseThrow().reason()).isEqualTo("f.zone:3: bad");
    assertThat(verdict.results()).hasSize(Catalogue.CHECKS.size());
  }

  @Test
  void cappedCheckCountsAllAndListsTheFirstInOrder() throws Exception {
    Zone spoilt = zones.spoilt();
    Limits few =
        new Limits(
            Duration.ZERO, Optional.empty(), Duration.ofHours(24), 1024, 2048, 3, 50, 2, false);
    Inputs whole = zones.inputs(spoilt);
    Inputs capped = whole.judgedBy(few, Rules.DEFAULT);
    Verdict all = judge(whole, Selection.ALL);
    Verdict some = judge(capped, Selection.ALL);
    int cut = 0;
    for (CheckResult full : all.results()) {
      CheckResult result = some.result(full.check().id()).orElseThrow();
      assertThat(result.blocks()).isEqualTo(full.blocks());
      assertThat(result.warnings()).isEqualTo(full.warnings());
      assertThat(result.findings())
          .isEqualTo(full.findings().subList(0, Math.min(2, full.findings().size())));
      cut += full.findings().size() > 2 ? 1 : 0;
    }
    assertThat(cut).isGreaterThan(3);
  }

  @Test
  void disabledCheckIsReportedWithItsSettingAndFindsNothing() throws Exception {
    Selection without = new Selection(Map.of("SIG-TTL", "policy.toml:4:1"), Map.of());

    CheckResult result =
        judge(zones.inputs(zones.spoilt()), without).result("SIG-TTL").orElseThrow();

    assertThat(result.outcome()).isEqualTo(Outcome.DISABLED);
    assertThat(result.reason()).isEqualTo("policy.toml:4:1");
    assertThat(result.examined()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIG-VERIFY", "DS-MATCH", "DS-CHAIN", "ZONE-SIGNED", "ZONE-READ"})
  void checkThatCannotBeSuppressedIsNotSkippedButLeavesTheZoneUndecided(String id) {
    Selection without = new Selection(Map.of(id, "--without"), Map.of());

    Verdict verdict = judge(zones.inputs(sound), without);

    assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(verdict.results().toString()).contains(id + " cannot be switched off");
  }

  @Test
  void severityOfThePolicyReplacesTheChecksOwn() throws Exception {
    Zone spoilt = zones.spoilt();
    CheckResult own = judge(zones.inputs(spoilt), Selection.ALL).result("SIG-TTL").orElseThrow();
    Selection warn = new Selection(Map.of(), Map.of("SIG-TTL", Severity.WARN));
    CheckResult warned = judge(zones.inputs(spoilt), warn).result("SIG-TTL").orElseThrow();

    assertThat(own.blocks()).isPositive();
    assertThat(warned.blocks()).isZero();
    assertThat(warned.warnings()).isEqualTo(own.blocks() + own.warnings());
    assertThat(warned.findings())
        .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Severity.WARN));
  }

  @Test
  void unsignedZoneBlocksAndNoCheckPassesForWantOfSignatures() throws Exception {
    Zone unsigned = ZoneText.withHead("h A 192.0.2.1");

    Verdict verdict = judge(zones.inputs(unsigned), Selection.ALL);

    assertThat(verdict.decision()).isEqualTo(Decision.BLOCK);
    assertThat(verdict.result("SIG-VERIFY").orElseThrow().outcome())
        .isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(verdict.result("ZONE-SIGNED").orElseThrow().blocks()).isEqualTo(2);
  }

  @Test
  void nothingSaidOfTheParentIsUndecided() {
    Inputs inputs = Inputs.of(sound, ParentTrust.Missing.UNSAID, SignedZones.NOW);

    Verdict verdict = judge(inputs, Selection.ALL);

    assertThat(verdict.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(verdict.result("DS-MATCH").orElseThrow().reason()).contains("--no-parent");
  }
}
