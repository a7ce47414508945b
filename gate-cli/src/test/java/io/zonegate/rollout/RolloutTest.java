package io.zonegate.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.attest.GateKey;
import io.zonegate.policy.SupersedeRule;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.probe.ServerProbe;
import io.zonegate.publish.Attestations;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way of a release through its stages, and everything that keeps it. */
class RolloutTest {
  @TempDir Path folder;
  private GateBench gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateBench(folder);
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private void assertHeld(Release release, String... reason) {
    gate.assertState(release, ReleaseState.HELD);
    assertThat(gate.release(release).standing().reason()).contains(reason);
  }

  private void answers(String stage, ProbeOutcome outcome) {
    gate.answers.put(stage, new ServerProbe.Result(outcome, "says the test"));
  }

  /** Lets the gate look every second for so long. */
  private void forSeconds(int seconds) throws InterruptedException {
    for (int i = 0; i < seconds; i++) {
      gate.pass(Duration.ofSeconds(1));
      gate.step();
    }
  }

  @Test
  void whatPassesGoesThroughAllStages() throws Exception {
    Release release = gate.live("PASS 1");
    assertThat(gate.files).allSatisfy(f -> assertThat(f).hasContent("PASS 1"));
    assertThat(gate.store.eventsAfter(0))
        .extracting(e -> e.event().kind())
        .containsExactly(
            "submitted",
            "verifying",
            "verified",
            "publishing",
            "published",
            "publishing",
            "published",
            "live");
    assertThat(gate.noted).containsExactly(release.id() + " " + release.artefact());
    // Two stages of ten seconds each.
    assertThat(gate.now).isAfterOrEqualTo(GateBench.START.plusSeconds(20));
  }

  @Test
  void theNextOneTakesItsPlace() throws Exception {
    Release first = gate.live("PASS 1");
    Release second = gate.live("PASS 2");
    gate.assertState(first, ReleaseState.RETIRED);
    gate.assertState(second, ReleaseState.LIVE);
    assertThat(gate.files).allSatisfy(f -> assertThat(f).hasContent("PASS 2"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"BLOCK", "UNDECIDED"},
      value = Decision.class)
  void whatDoesNotPassTouchesNothing(Decision decision) throws Exception {
    gate.live("PASS 1");
    Release bad = gate.submit(decision + " 2");
    gate.drive();
    gate.assertState(
        bad, decision == Decision.BLOCK ? ReleaseState.BLOCKED : ReleaseState.UNDECIDED);
    assertThat(gate.files).allSatisfy(f -> assertThat(f).hasContent("PASS 1"));
    assertThat(gate.store.papers().verdict(gate.release(bad))).contains("{}");
    gate.live("PASS 3");
  }

  @Test
  void aVerdictOnOtherOctetsIsNone() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.use(
        (candidate, live) ->
            new CandidateJudge.Judged(
                Decision.PASS, "00", new ZoneFacts(1, "", List.of(), Optional.empty(), ""), "", ""),
        gate::note);
    gate.until(release, ReleaseState.UNDECIDED);
    assertThat(gate.files).noneMatch(Files::exists);
  }

  @Test
  void octetsThatChangeAfterTheVerdictAreNotPublished() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.VERIFIED);
    Path artefact = gate.artefacts.path(release.artefact());
    assertThat(artefact.toFile().setWritable(true)).isTrue();
    Files.writeString(artefact, "PASS 9");
    gate.drive();
    assertHeld(release, "the file changed after the verdict");
    assertThat(gate.files).noneMatch(Files::exists);
  }

  @Test
  void aSerialThatServersWouldNotTakeIsBlocked() throws Exception {
    gate.live("PASS 4294967295");
    Release behind = gate.submit("PASS 4294967294");
    gate.drive();
    gate.assertState(behind, ReleaseState.BLOCKED);
    assertThat(gate.release(behind).standing().reason()).contains("4294967294 is not after");
    // RFC 1982: 0 comes after 2^32-1.
    gate.live("PASS 0");
  }

  /**
   * Servers of the first stage have the abandoned one, and would not take the same serial again.
   */
  @Test
  void theSerialOfAnAbandonedReleaseIsUsedUp() throws Exception {
    Release first = gate.submit("PASS 1");
    gate.until(first, ReleaseState.SOAKING);
    gate.say(Word.ABANDON, "a test");
    Release again = gate.submit("PASS 1 ");
    gate.drive();
    gate.assertState(again, ReleaseState.BLOCKED);
    gate.live("PASS 2");
  }

  @ParameterizedTest
  @EnumSource(SupersedeRule.class)
  void aNewerOneTakesThePlaceOfOneThatNoServerHas(SupersedeRule rule) throws Exception {
    gate.settings(rule, gate.stage("one", List.of(), false));
    Release old = gate.submit("PASS 1");
    gate.step();
    gate.assertState(old, ReleaseState.VERIFYING);
    Release newer = gate.submit("PASS 2");
    gate.step();
    boolean never = rule == SupersedeRule.NEVER;
    gate.assertState(old, never ? ReleaseState.VERIFIED : ReleaseState.SUPERSEDED);
    gate.drive();
    gate.assertState(old, never ? ReleaseState.RETIRED : ReleaseState.SUPERSEDED);
    gate.assertState(newer, ReleaseState.LIVE);
  }

  @ParameterizedTest
  @EnumSource(SupersedeRule.class)
  void whatServersHaveGivesWayOnlyIfThePolicySaysSo(SupersedeRule rule) throws Exception {
    gate.settings(rule, gate.stage("one", List.of(), false));
    Release old = gate.submit("PASS 1");
    gate.until(old, ReleaseState.SOAKING);
    Release newer = gate.submit("PASS 2");
    gate.step();
    gate.assertState(old, ReleaseState.SOAKING);
    gate.say(Word.HOLD, "a test");
    gate.step();
    gate.assertState(old, rule == SupersedeRule.HELD ? ReleaseState.SUPERSEDED : ReleaseState.HELD);
    gate.assertState(
        newer, rule == SupersedeRule.HELD ? ReleaseState.VERIFYING : ReleaseState.RECEIVED);
  }

  @Test
  void ofThoseThatWaitOnlyTheNewestGoesOn() throws Exception {
    Release one = gate.submit("PASS 1");
    Release two = gate.submit("PASS 2");
    Release three = gate.submit("PASS 3");
    gate.drive();
    gate.assertState(one, ReleaseState.SUPERSEDED);
    gate.assertState(two, ReleaseState.SUPERSEDED);
    gate.assertState(three, ReleaseState.LIVE);
  }

  @Test
  void aServerThatServesSomethingElseHoldsTheRelease() throws Exception {
    Release release = gate.submit("PASS 1");
    answers("one", ProbeOutcome.WRONG);
    gate.drive();
    assertHeld(release, "stage one", "one-server", "says the test");
    assertThat(gate.files.get(1)).doesNotExist();
  }

  @Test
  void aServerThatGoesBackHoldsTheRelease() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    gate.step();
    assertThat(gate.release(release).standing().good()).isEqualTo(1);
    answers("one", ProbeOutcome.OLDER);
    gate.pass(Duration.ofSeconds(1));
    gate.step();
    assertHeld(release, "went back");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OLDER", "MISSING"},
      value = ProbeOutcome.class)
  void whoIsNotThereByTheDeadlineHoldsTheRelease(ProbeOutcome outcome) throws Exception {
    Release release = gate.submit("PASS 1");
    answers("one", outcome);
    gate.drive();
    assertHeld(release, "deadline of 60 s", "says the test");
    assertThat(gate.now).isAfter(GateBench.START.plusSeconds(60));
    assertThat(gate.files.get(1)).doesNotExist();
  }

  @Test
  void goodProbesMustBeConsecutive() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    gate.pass(Duration.ofSeconds(20));
    gate.step();
    answers("one", ProbeOutcome.MISSING);
    gate.pass(Duration.ofSeconds(1));
    gate.step();
    gate.answers.clear();
    gate.pass(Duration.ofSeconds(1));
    gate.step();
    gate.assertState(release, ReleaseState.SOAKING);
    gate.pass(Duration.ofSeconds(1));
    gate.step();
    assertThat(gate.release(release).standing().stage()).isEqualTo(1);
  }

  @Test
  void aStageMayAskForAPerson() throws Exception {
    gate.settings(
        SupersedeRule.UNPUBLISHED,
        gate.stage("one", List.of(), true),
        gate.stage("two", List.of(), false));
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    forSeconds(100);
    gate.assertState(release, ReleaseState.SOAKING);
    assertThat(gate.files.get(1)).doesNotExist();
    assertThat(gate.say(Word.APPROVE, "")).contains("approved by operator");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  @Test
  void anApprovalIsForOneStageOnly() throws Exception {
    gate.settings(
        SupersedeRule.UNPUBLISHED,
        gate.stage("one", List.of(), true),
        gate.stage("two", List.of(), true));
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    gate.say(Word.APPROVE, "");
    forSeconds(100);
    gate.assertState(release, ReleaseState.SOAKING);
    assertThat(gate.release(release).standing().stage()).isEqualTo(1);
  }

  @Test
  void nothingIsPublishedWhileTheZoneIsFrozenNotEvenAfterARestart() throws Exception {
    gate.say(Word.FREEZE, "a change of routers");
    gate.restart();
    Release release = gate.submit("PASS 1");
    gate.drive();
    gate.assertState(release, ReleaseState.VERIFIED);
    assertThat(gate.files).noneMatch(Files::exists);
    gate.say(Word.THAW, "");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  @Test
  void aFreezeStopsWhatIsAboutToBePublished() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.PUBLISHING);
    gate.say(Word.FREEZE, "a test");
    gate.drive();
    gate.assertState(release, ReleaseState.PUBLISHING);
    assertThat(gate.files).noneMatch(Files::exists);
  }

  @Test
  void aCommandThatFailsHoldsTheReleaseAndResumingRunsItAgain() throws Exception {
    Path flag = folder.resolve("flag");
    gate.settings(
        SupersedeRule.UNPUBLISHED, gate.stage("one", List.of("cat", flag.toString()), false));
    Release release = gate.submit("PASS 1");
    gate.drive();
    assertHeld(release, "stage one, cat", "ended with 1", "flag");
    Files.writeString(flag, "there");
    gate.say(Word.RESUME, "");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  @Test
  void aFolderThatIsGoneHoldsTheRelease() throws Exception {
    Files.delete(folder.resolve("two"));
    Release release = gate.submit("PASS 1");
    gate.drive();
    assertHeld(release, "stage two", "two");
  }

  @Test
  void aClockThatGoesBackHoldsTheRelease() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    gate.now = GateBench.START.minusSeconds(3600);
    gate.step();
    assertHeld(release, "the clock says");
  }

  @Test
  void whatCannotBeNotedIsHeld() throws Exception {
    gate.settings(SupersedeRule.UNPUBLISHED, gate.stage("one", List.of(), false));
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    gate.step();
    gate.pass(Duration.ofSeconds(20));
    gate.use(
        GateBench::judge,
        (r, artefact, now) -> {
          throw new ReleaseLedger.NotNotedException("the disk is full", new IOException());
        });
    gate.step();
    assertHeld(release, "all stages have it", "the disk is full");
    gate.use(GateBench::judge, gate::note);
    gate.say(Word.RESUME, "");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  /** The judge was at work when somebody spoke. */
  @Test
  void aWordThatIsSaidDuringTheJudgementStands() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.VERIFYING);
    gate.use(
        (candidate, live) -> {
          try {
            gate.say(Word.HOLD, "wait for me");
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return GateBench.judge(candidate, live);
        },
        gate::note);
    gate.step();
    assertHeld(release, "operator: wait for me");
    gate.use(GateBench::judge, gate::note);
    gate.say(Word.RESUME, "");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  @Test
  void aPersonMaySendItOn() throws Exception {
    Release release = gate.submit("PASS 1");
    answers("one", ProbeOutcome.MISSING);
    gate.drive();
    gate.assertState(release, ReleaseState.HELD);
    gate.say(Word.PROMOTE, "the probe's network is broken, not the server");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
    assertThat(gate.store.eventsAfter(0))
        .anySatisfy(
            e -> {
              assertThat(e.event().kind()).isEqualTo("promoted");
              assertThat(e.event().actor()).isEqualTo("operator");
              assertThat(e.event().details()).containsKey("reason");
            });
  }

  @Test
  void nobodyCanPromoteWhatWasNotJudged() throws Exception {
    Release release = gate.submit("BLOCK 1");
    gate.until(release, ReleaseState.VERIFYING);
    gate.say(Word.HOLD, "a test");
    assertThatThrownBy(() -> gate.say(Word.PROMOTE, "I am in a hurry"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("possible now: hold".replace("hold", "resume, abandon, freeze"));
    gate.say(Word.RESUME, "");
    gate.drive();
    gate.assertState(release, ReleaseState.BLOCKED);
    assertThat(gate.files).noneMatch(Files::exists);
  }

  @Test
  void wordsThatStopSomethingNeedAReason() throws Exception {
    gate.submit("PASS 1");
    gate.step();
    for (Word word : List.of(Word.HOLD, Word.ABANDON, Word.FREEZE)) {
      assertThatThrownBy(() -> gate.say(word, " "))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("--reason");
    }
  }

  @Test
  void theAttestationIsBesideEachStagesFile() throws Exception {
    gate.attestor = (passed, at) -> Optional.of("attestation of " + passed.sha256());
    gate.restart();
    Release first = gate.live("PASS 1");
    Release second = gate.live("PASS 2");
    for (Path file : gate.files) {
      for (Release release : List.of(first, second)) {
        assertThat(Attestations.of(file, release.artefact()))
            .hasContent("attestation of " + release.artefact());
      }
    }
    gate.live("PASS 3");
    assertThat(gate.files).noneMatch(file -> Files.exists(Attestations.of(file, first.artefact())));
  }

  @Test
  void whatCannotBeAttestedIsNotPublished() throws Exception {
    gate.attestor =
        (passed, at) -> {
          GateKey.read(folder.resolve("none.p12"), folder.resolve("none.password"));
          return Optional.empty();
        };
    gate.restart();
    Release release = gate.submit("PASS 1");
    gate.drive();
    gate.assertState(release, ReleaseState.UNDECIDED);
    assertThat(gate.release(release).standing().reason()).contains("it passed, but", "none.p12");
    assertThat(gate.files).noneMatch(Files::exists);
  }

  @Test
  void aServerWhoseZoneIsAnotherHoldsTheRelease() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.transfers.put("one", ProbeOutcome.WRONG);
    gate.drive();
    assertHeld(release, "stage one", "one-server", "by transfer");
    assertThat(gate.files.get(1)).doesNotExist();
  }

  @Test
  void aServerThatGivesNoZoneHoldsTheReleaseAtTheDeadline() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.transfers.put("two", ProbeOutcome.MISSING);
    gate.drive();
    assertHeld(release, "stage two", "deadline of 60 s", "by transfer");
    gate.transfers.clear();
    gate.say(Word.RESUME, "");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  @Test
  void whatPassedIsNotOvertakenByWhatComesLater() throws Exception {
    Release first = gate.submit("PASS 1");
    gate.until(first, ReleaseState.VERIFIED);
    Release second = gate.submit("PASS 2");
    gate.drive();
    gate.assertState(first, ReleaseState.RETIRED);
    gate.assertState(second, ReleaseState.LIVE);
  }

  @Test
  void inAFreezeTheNewestOneWaits() throws Exception {
    Release first = gate.submit("PASS 1");
    gate.until(first, ReleaseState.VERIFIED);
    gate.say(Word.FREEZE, "a test");
    Release second = gate.submit("PASS 2");
    gate.drive();
    gate.assertState(first, ReleaseState.SUPERSEDED);
    gate.assertState(second, ReleaseState.VERIFIED);
  }

  @Test
  void anOldVerdictIsReachedAgain() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.VERIFIED);
    gate.now = gate.now.plus(Duration.ofHours(1)).plusSeconds(1);
    gate.use(
        (candidate, live) ->
            new CandidateJudge.Judged(
                Decision.BLOCK, release.artefact(), ZoneFacts.NONE, "too little life is left", ""),
        gate::note);
    gate.step();
    gate.step();
    gate.assertState(release, ReleaseState.BLOCKED);
    assertThat(gate.files).noneMatch(Files::exists);
  }

  @Test
  void whatHasExpiredGoesNowhere() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.use(
        (candidate, live) ->
            new CandidateJudge.Judged(
                Decision.PASS,
                release.artefact(),
                new ZoneFacts(1, "", List.of(), Optional.of(GateBench.START.plusSeconds(5)), ""),
                "",
                ""),
        gate::note);
    gate.until(release, ReleaseState.SOAKING);
    gate.pass(Duration.ofSeconds(5));
    gate.step();
    assertHeld(release, "its first signature expired at");
    gate.say(Word.PROMOTE, "I insist");
    gate.drive();
    assertHeld(release, "its first signature expired at");
    assertThat(gate.files.get(1)).doesNotExist();
  }

  @Test
  void aStageThatIsNoLongerTheSameHoldsTheRelease() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    gate.settings(SupersedeRule.UNPUBLISHED, gate.stage("two", List.of(), false));
    gate.drive();
    assertHeld(release, "came to stage one as number 1");
    assertThat(gate.files.get(1)).doesNotExist();
    gate.settings(
        SupersedeRule.UNPUBLISHED,
        gate.stage("one", List.of(), false),
        gate.stage("two", List.of(), false));
    gate.say(Word.RESUME, "");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  /** No judgement rests on an earlier one, and what was blocked is nothing to compare with. */
  @Test
  void afterABlockTheNextOneIsJudgedInFullAgainstWhatIsLive() throws Exception {
    Release good = gate.live("PASS 1");
    Release bad = gate.submit("BLOCK 2");
    gate.drive();
    gate.assertState(bad, ReleaseState.BLOCKED);
    Release next = gate.submit("PASS 3");
    gate.until(next, ReleaseState.VERIFYING);
    List<Basis> asked = new ArrayList<>();
    gate.use(
        (candidate, basis) -> {
          asked.add(basis);
          assertThat(candidate).hasContent("PASS 3");
          return GateBench.judge(candidate, basis);
        },
        gate::note);
    gate.step();
    gate.assertState(next, ReleaseState.VERIFIED);
    assertThat(asked).containsExactly(Basis.of(Optional.of(gate.artefacts.path(good.artefact()))));
  }

  /** RFC 1982 section 7: in two steps to any other serial. */
  @Test
  void serialsMayBeTurnedRound() throws Exception {
    gate.live("PASS 100");
    gate.live("PASS 2147483747");
    gate.live("PASS 98");
  }

  @Test
  void oneLostPacketAfterTheDeadlineIsNoFailure() throws Exception {
    gate.settings(
        SupersedeRule.UNPUBLISHED,
        gate.stage("one", List.of(), true),
        gate.stage("two", List.of(), false));
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    forSeconds(100);
    answers("one", ProbeOutcome.MISSING);
    gate.pass(Duration.ofSeconds(1));
    gate.step();
    gate.assertState(release, ReleaseState.SOAKING);
    gate.answers.clear();
    gate.say(Word.APPROVE, "");
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  @Test
  void aGateThatWasAwayUntilAfterTheDeadlineGoesOn() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.SOAKING);
    gate.pass(Duration.ofHours(2));
    gate.drive();
    gate.assertState(release, ReleaseState.LIVE);
  }

  @Test
  void nobodySkipsAStageThatIsBeingPublished() throws Exception {
    Release release = gate.submit("PASS 1");
    gate.until(release, ReleaseState.PUBLISHING);
    assertThatThrownBy(() -> gate.say(Word.PROMOTE, "twice")).isInstanceOf(RefusedException.class);
  }
}
