package io.zonegate.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.policy.SupersedeRule;
import io.zonegate.policy.WaySettings;
import io.zonegate.probe.ProbeOutcome;
import io.zonegate.probe.ServerProbe;
import io.zonegate.release.Artefacts;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.Rollback;
import io.zonegate.release.WayBack;
import io.zonegate.release.ZoneFacts;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How ways back are prepared, and what becomes of a rollback. */
class WaysBackTest {
  private static final Duration LONG = Duration.ofDays(14);

  @TempDir Path folder;
  private GateBench gate;

  @BeforeEach
  void open() throws IOException {
    gate = new GateBench(folder);
    gate.signsFor(LONG);
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private WayBack way(Release from) {
    return gate.store.ways().wayBack(from).orElseThrow();
  }

  private String rollBack() throws Exception {
    return gate.rollbacks().take("operator", "it is wrong", gate.now);
  }

  private void refused(String... parts) {
    assertThatThrownBy(this::rollBack)
        .isInstanceOf(RefusedException.class)
        .hasMessageContainingAll(parts);
  }

  private void assertServed(String beginning) {
    assertThat(gate.files).allSatisfy(f -> assertThat(GateBench.read(f)).startsWith(beginning));
  }

  private List<String> kinds() {
    return gate.store.eventsAfter(0).stream().map(e -> e.event().kind()).toList();
  }

  private long days() {
    return Duration.between(GateBench.START, gate.now).toDays();
  }

  @Test
  void aRollbackBringsBackWhatWasLiveBeforeWhileTheTokensAreAway() throws Exception {
    Release good = gate.live("PASS 1 of=good");
    assertThat(gate.store.ways().wayBack(good)).isEmpty();
    refused("nothing was live before release 1");
    Release bad = gate.live("PASS 5 of=bad");
    assertThat(way(bad).state()).isEqualTo(WayBack.State.READY);
    assertThat(gate.artefacts.path(way(bad).artefact())).exists();
    gate.signsNoMore();
    Instant before = gate.now;
    assertThat(rollBack()).contains("serial 6", "the content of release 1", "release 2");
    gate.drive();
    Release back = gate.store.live(GateBench.ZONE).orElseThrow();
    assertThat(back.rollback()).contains(new Rollback(bad.id(), good.id()));
    assertThat(back.submittedBy()).isEqualTo("operator");
    assertServed("PASS 6 of=good");
    gate.assertState(bad, ReleaseState.ROLLED_BACK);
    gate.assertState(good, ReleaseState.RETIRED);
    // No soak, and one good probe in each stage.
    assertThat(Duration.between(before, gate.now)).isLessThan(Duration.ofSeconds(10));
    assertThat(kinds()).contains("way-back", "rollback", "rolled-back").endsWith("live");
    assertThat(gate.store.papers().verdict(back)).isPresent();
    // The next one goes on from there.
    gate.live("PASS 7 of=mended");
  }

  @Test
  void aStillFreshVerdictIsNotReachedAgainAnOldOneIs() throws Exception {
    gate.live("PASS 1 of=good");
    gate.live("PASS 5 of=bad");
    List<Basis> asked = new ArrayList<>();
    gate.now = gate.now.plus(Duration.ofHours(2));
    rollBack();
    gate.use(
        (candidate, basis) -> {
          asked.add(basis);
          return GateBench.judge(candidate, basis);
        },
        gate::note);
    for (int i = 0; i < 3; i++) {
      gate.step();
    }
    assertThat(asked)
        .singleElement()
        .satisfies(b -> assertThat(b.letPass()).containsKey("ZONE-DELTA"));
    assertThat(asked.get(0).live())
        .hasValueSatisfying(l -> assertThat(GateBench.read(l)).isEqualTo("PASS 5 of=bad"));
  }

  @Test
  void aReleaseOnItsWayIsRolledBackToWhatIsLive() throws Exception {
    Release good = gate.live("PASS 1 of=good");
    Release bad = gate.submit("PASS 5 of=bad");
    gate.answers.put("two", new ServerProbe.Result(ProbeOutcome.WRONG, "says the test"));
    gate.drive();
    gate.assertState(bad, ReleaseState.HELD);
    gate.answers.clear();
    Release waiting = gate.submit("PASS 9 of=bad");
    rollBack();
    gate.assertState(bad, ReleaseState.ROLLED_BACK);
    assertThat(gate.release(bad).standing().reason()).contains("rolled back by operator");
    gate.assertState(waiting, ReleaseState.SUPERSEDED);
    gate.assertState(good, ReleaseState.LIVE);
    gate.drive();
    assertServed("PASS 6 of=good");
    gate.assertState(good, ReleaseState.RETIRED);
  }

  /** Before there was time to prepare anything. */
  @Test
  void aReleaseThatIsHeldAtTheFirstLookIsRolledBackToo() throws Exception {
    Release good = gate.live("PASS 1 of=good");
    Release bad = gate.submit("PASS 5 of=bad");
    gate.answers.put("one", new ServerProbe.Result(ProbeOutcome.WRONG, "says the test"));
    gate.drive();
    gate.assertState(bad, ReleaseState.HELD);
    gate.answers.clear();
    gate.drive();
    rollBack();
    gate.drive();
    assertServed("PASS 6 of=good");
    gate.assertState(good, ReleaseState.RETIRED);
  }

  /** A rollback that was abandoned lies between the rollback that went live and the bad release. */
  @Test
  void whatWasRolledBackAtTheSecondTrialDoesNotComeBack() throws Exception {
    Release oldest = gate.live("PASS 1 of=oldest");
    gate.live("PASS 5 of=good");
    Release bad = gate.live("PASS 9 of=bad");
    gate.transfers.put("one", ProbeOutcome.WRONG);
    rollBack();
    gate.drive();
    gate.transfers.clear();
    gate.say(Word.ABANDON, "a test");
    gate.drive();
    rollBack();
    gate.drive();
    gate.assertState(bad, ReleaseState.ROLLED_BACK);
    gate.live("PASS 50 of=next");
    rollBack();
    gate.drive();
    assertServed("PASS 51 of=good");
    assertThat(way(gate.store.live(GateBench.ZONE).orElseThrow()).bringsBack())
        .isEqualTo(oldest.id());
  }

  /** One that passed is worth more than one that may. */
  @Test
  void oneThatWillDoIsNotGivenUpForOneThatIsBrought() throws Exception {
    gate.live("PASS 1 of=good");
    Release bad = gate.live("PASS 5 of=bad");
    assertThatThrownBy(() -> bring("PASS 7 of=good"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("is ready");
    assertThat(way(bad).state()).isEqualTo(WayBack.State.READY);
  }

  /** Servers of the first stage still have it, and what is live is good. */
  @Test
  void aReleaseThatWasAbandonedOnItsWayIsTakenBackToWhatIsLive() throws Exception {
    gate.live("PASS 1 of=older");
    Release good = gate.live("PASS 5 of=good");
    Release bad = gate.submit("PASS 9 of=bad");
    gate.answers.put("two", new ServerProbe.Result(ProbeOutcome.WRONG, "says the test"));
    gate.drive();
    gate.answers.clear();
    gate.say(Word.ABANDON, "a test");
    rollBack();
    gate.drive();
    assertServed("PASS 10 of=good");
    gate.assertState(good, ReleaseState.RETIRED);
    gate.assertState(bad, ReleaseState.ABANDONED);
  }

  /** Whoever says it twice does not go back twice. */
  @Test
  void aRollbackThatDidNotComeAboutIsSaidAgain() throws Exception {
    gate.live("PASS 1 of=older");
    gate.live("PASS 5 of=good");
    Release bad = gate.submit("PASS 9 of=bad");
    gate.until(bad, ReleaseState.SOAKING);
    gate.step();
    gate.now = gate.now.plus(Duration.ofHours(2));
    rollBack();
    gate.use(
        (candidate, basis) ->
            new CandidateJudge.Judged(
                Decision.UNDECIDED, "", ZoneFacts.NONE, "the parent does not answer", "{}"),
        gate::note);
    for (int i = 0; i < 3; i++) {
      gate.step();
    }
    assertThat(gate.store.inFlight(GateBench.ZONE)).isEmpty();
    gate.use(GateBench::judge, gate::note);
    rollBack();
    gate.drive();
    assertServed("PASS 10 of=good");
  }

  @Test
  void aRollbackThatWasAbandonedOnItsWayIsBegunAgain() throws Exception {
    gate.live("PASS 1 of=older");
    gate.live("PASS 5 of=good");
    gate.live("PASS 9 of=bad");
    gate.transfers.put("one", ProbeOutcome.WRONG);
    rollBack();
    gate.drive();
    gate.transfers.clear();
    gate.say(Word.ABANDON, "a test");
    gate.drive();
    rollBack();
    gate.drive();
    assertServed("PASS 11 of=good");
  }

  /** No server has it: what is rolled back is what they have. */
  @Test
  void aReleaseThatNoServerHasIsPutAside() throws Exception {
    gate.live("PASS 1 of=good");
    Release bad = gate.live("PASS 5 of=bad");
    Release next = gate.submit("PASS 9 of=worse");
    gate.until(next, ReleaseState.VERIFIED);
    rollBack();
    gate.assertState(next, ReleaseState.ABANDONED);
    gate.drive();
    gate.assertState(bad, ReleaseState.ROLLED_BACK);
    assertServed("PASS 6 of=good");
  }

  @Test
  void anotherRollbackGoesFurtherBackAndNeverToWhatWasRolledBack() throws Exception {
    Release first = gate.live("PASS 1 of=first");
    gate.live("PASS 5 of=second");
    gate.live("PASS 9 of=bad");
    rollBack();
    gate.drive();
    assertServed("PASS 10 of=second");
    rollBack();
    gate.drive();
    assertServed("PASS 11 of=first");
    refused("nothing was live before");
    Release next = gate.live("PASS 20 of=next");
    assertThat(way(next).bringsBack()).isNotEqualTo(first.id());
    rollBack();
    gate.drive();
    assertServed("PASS 21 of=first");
  }

  @Test
  void aRollbackIsStillProbedAndHeldAtTrouble() throws Exception {
    gate.live("PASS 1 of=good");
    Release bad = gate.live("PASS 5 of=bad");
    gate.transfers.put("one", ProbeOutcome.WRONG);
    rollBack();
    gate.drive();
    Release back = gate.store.inFlight(GateBench.ZONE).orElseThrow();
    gate.assertState(back, ReleaseState.HELD);
    assertThat(gate.files.get(1)).hasContent("PASS 5 of=bad");
    gate.assertState(bad, ReleaseState.LIVE);
    refused("a rollback is on its way");
    gate.transfers.clear();
    gate.say(Word.RESUME, "");
    gate.drive();
    assertServed("PASS 6 of=good");
  }

  /** What comes meanwhile may have the fault that is taken back. */
  @Test
  void aNewerCandidateDoesNotOvertakeARollback() throws Exception {
    gate.live("PASS 1 of=good");
    Release bad = gate.live("PASS 5 of=bad");
    gate.now = gate.now.plus(Duration.ofHours(2));
    rollBack();
    gate.step();
    assertThat(gate.store.inFlight(GateBench.ZONE).orElseThrow().state())
        .isEqualTo(ReleaseState.VERIFYING);
    Release next = gate.submit("PASS 9 of=next");
    gate.drive();
    gate.assertState(bad, ReleaseState.ROLLED_BACK);
    gate.assertState(next, ReleaseState.LIVE);
    assertThat(kinds()).doesNotContain("superseded");
  }

  @Test
  void aZoneThatIsFrozenIsThawedFirst() throws Exception {
    gate.live("PASS 1 of=good");
    gate.live("PASS 5 of=bad");
    gate.say(Word.FREEZE, "a test");
    refused("frozen", "thaw");
    gate.say(Word.THAW, "");
    rollBack();
  }

  @Test
  void whatCannotBePreparedKeepsNothingAndIsTriedAgainABoundedNumberOfTimes() throws Exception {
    gate.live("PASS 1 of=good");
    gate.signsNoMore();
    Release bad = gate.live("PASS 5 of=bad");
    assertThat(way(bad).state()).isEqualTo(WayBack.State.MISSING);
    for (int minutes = 0; minutes < 600; minutes++) {
      gate.pass(Duration.ofMinutes(1));
      gate.drive();
    }
    assertThat(way(bad).trouble().failures()).isEqualTo(WaysBack.MOST_FAILURES);
    assertThat(kinds().stream().filter("no-way-back"::equals)).hasSize(WaysBack.MOST_FAILURES);
    assertThat(Examination.of(GateBench.ZONE, gate.settings, gate.store, gate.artefacts))
        .anyMatch(f -> f.fault() && f.text().contains("the tokens are away"));
    gate.signsFor(LONG);
    gate.drive();
    assertThat(way(bad).state()).isEqualTo(WayBack.State.MISSING);
    // Who asks for it has it tried again.
    refused("the tokens are away", "submit --way-back");
    gate.drive();
    assertThat(way(bad).state()).isEqualTo(WayBack.State.READY);
    rollBack();
    gate.drive();
    assertServed("PASS 6 of=good");
  }

  @Test
  void whateverGoesWrongInItTheReleaseGoesLive() throws Exception {
    gate.live("PASS 1 of=good");
    gate.signsBy(
        (unsigned, previous, signed, at) -> {
          throw new IllegalStateException("a fault of the program");
        });
    Release bad = gate.live("PASS 5 of=bad");
    assertThat(way(bad).trouble().why()).contains("please report it", "a fault of the program");
  }

  @Test
  void aWayBackThatDoesNotPassIsNone() throws Exception {
    gate.live("PASS 1 of=good");
    Release bad = gate.submit("PASS 5 of=bad");
    gate.until(bad, ReleaseState.SOAKING);
    gate.use(
        (candidate, basis) ->
            GateBench.judge(basis.unsigned().isPresent() ? block(candidate) : candidate, basis),
        gate::note);
    gate.step();
    assertThat(way(bad).trouble().why()).contains("BLOCK as it says");
    refused("no way back from release 2", "BLOCK as it says");
  }

  private static Path block(Path file) {
    try {
      return Files.writeString(
          file.resolveSibling("blocked"), GateBench.read(file).replace("PASS", "BLOCK"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void oneWhoseSignaturesWouldNotLiveLongEnoughIsRefusedAndMadeAnewInTime() throws Exception {
    gate.live("PASS 1 of=good");
    Release bad = gate.live("PASS 5 of=bad");
    String old = way(bad).artefact();
    gate.signsNoMore();
    gate.now = gate.now.plus(LONG).minus(Duration.ofHours(30));
    gate.drive();
    // It could not be made anew, and is good for some hours still.
    assertThat(way(bad).artefact()).isEqualTo(old);
    assertThat(way(bad).state()).isEqualTo(WayBack.State.READY);
    assertThat(way(bad).trouble().failures()).isEqualTo(1);
    assertThat(gate.rollbacks().refusal(gate.now)).isEmpty();
    gate.now = gate.now.plus(Duration.ofHours(7));
    refused("expires at", "rollback-least-life = 24 h");
    gate.signsFor(LONG);
    gate.drive();
    assertThat(days()).isEqualTo(13);
    assertThat(way(bad).artefact()).isNotEqualTo(old);
    rollBack();
    gate.drive();
    assertServed("PASS 6 of=good");
  }

  /** A release that ended with servers has left a serial there. */
  @Test
  void oneThatIsNotAfterWhatServersHaveIsRefusedAndMadeAnew() throws Exception {
    gate.live("PASS 1 of=good");
    Release bad = gate.live("PASS 5 of=bad");
    gate.signsNoMore();
    Release next = gate.submit("PASS 9 of=next");
    gate.until(next, ReleaseState.SOAKING);
    gate.say(Word.ABANDON, "a test");
    refused("no way back from release 3");
    gate.signsFor(LONG);
    gate.drive();
    assertThat(way(next).facts().serial()).isEqualTo(10);
    assertThat(way(bad).facts().serial()).isEqualTo(6);
    rollBack();
    gate.drive();
    assertServed("PASS 10 of=bad");
    // From what was live before, and not from the one that was abandoned.
    rollBack();
    gate.drive();
    assertServed("PASS 11 of=good");
  }

  @Test
  void whereAnotherSignerSignsAPersonBringsTheWayBackAndItIsJudged() throws Exception {
    try (GateBench other = new GateBench(Files.createDirectory(folder.resolve("other")))) {
      gate.close();
      gate = other;
      gate.live("PASS 1 of=good");
      Release bad = gate.live("PASS 5 of=bad");
      refused("none was brought", "submit --way-back FILE");
      bring("BLOCK 7 of=good");
      refused("it waits for its verdict");
      gate.drive();
      refused("BLOCK as it says");
      bring("PASS 4 of=good");
      gate.drive();
      refused("its serial 4 is not after 5");
      bring("PASS 7 of=good");
      gate.drive();
      assertThat(way(bad).by()).isEqualTo("operator");
      rollBack();
      gate.drive();
      assertServed("PASS 7 of=good");
    }
  }

  private void bring(String text) throws Exception {
    Artefacts.Kept kept = gate.artefacts.keep(Files.writeString(folder.resolve("brought"), text));
    gate.rollbacks().bring(kept.sha256(), kept.octets(), "operator", gate.now);
  }

  @Test
  void theNextOneThatGoesLiveHasAWayBackOfItsOwn() throws Exception {
    gate.live("PASS 1 of=first");
    Release second = gate.live("PASS 5 of=second");
    Release third = gate.live("PASS 9 of=third");
    assertThat(gate.store.ways().wayBack(second)).isEmpty();
    assertThat(way(third).facts().serial()).isEqualTo(10);
    assertThat(GateBench.read(gate.artefacts.path(way(third).artefact()))).contains("of=second");
  }

  @Test
  void aRollbackNeedsAReason() throws Exception {
    gate.live("PASS 1 of=good");
    gate.live("PASS 5 of=bad");
    assertThatThrownBy(() -> gate.rollbacks().take("operator", " ", gate.now))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--reason");
  }

  @Test
  void thePolicySaysHowFastARollbackGoes() throws Exception {
    gate.settings(
        SupersedeRule.UNPUBLISHED,
        gate.stage("one", List.of(), true),
        gate.stage("two", List.of(), false));
    WaySettings ways = WaySettings.DEFAULT;
    gate.settings(
        new WaySettings(ways.hsm(), 3, Duration.ofSeconds(30), ways.leastLife(), List.of(), LONG));
    Release good = gate.submit("PASS 1 of=good");
    gate.drive();
    gate.say(Word.APPROVE, "");
    gate.drive();
    gate.assertState(good, ReleaseState.LIVE);
    Release bad = gate.submit("PASS 5 of=bad");
    gate.until(bad, ReleaseState.SOAKING);
    gate.step();
    Instant before = gate.now;
    rollBack();
    gate.drive();
    // Nobody approved it.
    assertServed("PASS 6 of=good");
    assertThat(Duration.between(before, gate.now)).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
  }
}
