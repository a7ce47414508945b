package io.zonegate.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.policy.WaySettings;
import io.zonegate.release.CheckOverride;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.Judge;
import io.zonegate.verifier.verdict.CheckDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two people may let pass, for how long and for what. */
class OverridesTest {
  private static final String TEXT = "BLOCK 5 by=ZONE-DELTA";

  @TempDir Path folder;
  private GateBench gate;
  private final List<Set<String>> attested = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    gate = new GateBench(folder);
    gate.attestor =
        (passed, at) -> {
          attested.add(passed.letPass());
          return Optional.empty();
        };
    overriders("ann", "bob", "carol");
    gate.submit("PASS 1");
    gate.drive();
  }

  @AfterEach
  void close() {
    gate.close();
  }

  private void overriders(String... accounts) {
    WaySettings ways = WaySettings.DEFAULT;
    gate.settings(
        new WaySettings(
            ways.hsm(),
            1,
            Duration.ZERO,
            ways.leastLife(),
            List.of(accounts),
            Duration.ofHours(4)));
  }

  private Release blocked(String text) throws Exception {
    Release release = gate.submit(text);
    gate.drive();
    assertThat(gate.release(release).state()).isEqualTo(ReleaseState.BLOCKED);
    return release;
  }

  private Instant in(Duration time) {
    return gate.now.plus(time);
  }

  private String ask(String account, String... checks) throws Exception {
    return gate.overrides()
        .ask(List.of(checks), account, "a test", in(Duration.ofHours(1)), gate.now);
  }

  private String confirm(long number, String account) throws Exception {
    return gate.overrides().confirm(number, account, gate.now);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable work, String... parts) {
    assertThatThrownBy(work).isInstanceOf(RefusedException.class).hasMessageContainingAll(parts);
  }

  @Test
  void twoPeopleLetACheckPassForOneRelease() throws Exception {
    Release release = blocked(TEXT);
    assertThat(gate.overrides().possible()).isTrue();
    assertThat(ask("ann", "ZONE-DELTA")).contains("override 1", "--confirm 1", "another person");
    gate.drive();
    assertThat(gate.release(release).state()).isEqualTo(ReleaseState.BLOCKED);
    assertThat(confirm(1, "bob")).contains("by ann and bob");
    gate.drive();
    Release live = gate.store.live(GateBench.ZONE).orElseThrow();
    assertThat(live.id()).isGreaterThan(release.id());
    assertThat(live.artefact()).isEqualTo(release.artefact());
    assertThat(gate.files).allSatisfy(f -> assertThat(f).hasContent(TEXT));
    // The blocked one stays what it was, and the log names both people, check, reason and digest.
    assertThat(gate.release(release).state()).isEqualTo(ReleaseState.BLOCKED);
    assertThat(gate.store.eventsAfter(0))
        .anySatisfy(
            e -> {
              assertThat(e.event().kind()).isEqualTo("override-confirmed");
              assertThat(e.event().actor()).isEqualTo("bob");
              assertThat(e.event().details())
                  .containsEntry("askedBy", "ann")
                  .containsEntry("checks", "ZONE-DELTA")
                  .containsEntry("reason", "a test")
                  .containsEntry("sha256", release.artefact());
            })
        .anySatisfy(
            e ->
                assertThat(e.event().details().getOrDefault("verdict", ""))
                    .contains("let pass by override 1 of ann and bob (a test, until "));
    assertThat(attested.get(attested.size() - 1)).containsExactly("ZONE-DELTA");
  }

  @Test
  void itIsForThatReleaseAloneAndEndsByItself() throws Exception {
    blocked(TEXT);
    ask("ann", "ZONE-DELTA");
    confirm(1, "bob");
    gate.drive();
    blocked("BLOCK 6 by=ZONE-DELTA");
    refused(() -> confirm(1, "carol"), "no override 1");
    ask("ann", "ZONE-DELTA");
    gate.now = in(Duration.ofHours(1));
    refused(() -> confirm(2, "bob"), "no override 2", "it has ended");
    assertThat(gate.overrides().open(gate.now)).isEmpty();
  }

  @Test
  void oneThatEndsBeforeTheJudgementLetsNothingPass() throws Exception {
    blocked(TEXT);
    ask("ann", "ZONE-DELTA");
    confirm(1, "bob");
    gate.now = in(Duration.ofHours(1));
    gate.drive();
    List<Release> releases = gate.store.releases(GateBench.ZONE);
    Release last = releases.get(releases.size() - 1);
    assertThat(last.state()).isEqualTo(ReleaseState.BLOCKED);
    assertThat(last.standing().reason()).contains("override 1 of ann and bob", "has ended");
  }

  @Test
  void onePersonIsNotTwo() throws Exception {
    blocked(TEXT);
    ask("ann", "ZONE-DELTA");
    refused(() -> confirm(1, "ann"), "asked for by ann", "another person");
    refused(() -> confirm(1, "eve"), "eve is not in [gate] override-by: ann, bob, carol");
    refused(() -> ask("eve", "ZONE-DELTA"), "eve is not in");
    assertThat(confirm(1, "bob")).contains("ann and bob");
    refused(() -> confirm(1, "carol"), "no override 1");
  }

  @Test
  void withoutNamesInThePolicyNobodyCan() throws Exception {
    overriders();
    blocked(TEXT);
    assertThat(gate.overrides().possible()).isFalse();
    refused(() -> ask("ann", "ZONE-DELTA"), "nobody may override", "override-by");
  }

  @Test
  void onlyWhatKeptItIsNamedAndAllOfThat() throws Exception {
    blocked("BLOCK 5 by=ZONE-DELTA,ZONE-CANARY");
    refused(() -> ask("ann", "ZONE-APEX"), "ZONE-APEX did not keep", "ZONE-DELTA, ZONE-CANARY did");
    refused(() -> ask("ann", "ZONE-DELTA"), "still be kept by ZONE-CANARY");
    ask("ann", "ZONE-DELTA", "ZONE-CANARY");
  }

  @Test
  void whatIsBogusIsNeverLetPass() throws Exception {
    blocked("BLOCK 5 by=ZONE-DELTA,SIG-VERIFY");
    assertThat(gate.overrides().possible()).isFalse();
    refused(() -> ask("ann", "ZONE-DELTA", "SIG-VERIFY"), "SIG-VERIFY cannot be overridden");
    refused(() -> ask("ann", "ZONE-DELTA"), "SIG-VERIFY cannot be overridden");
  }

  /** The list is fixed here so that a new check, or another mark on one, is thought about. */
  @Test
  void theseChecksCanBeOverriddenAndNoOthers() {
    List<String> allowed =
        Catalogue.descriptions().stream()
            .filter(Overrides::allowed)
            .map(CheckDescription::id)
            .sorted()
            .toList();
    assertThat(allowed)
        .containsExactly(
            "CDS-CONSISTENT",
            "CSYNC-FORM",
            "DENIAL-CHANGE",
            "DENIAL-TTL",
            "DS-SOURCE",
            "DS-STALE",
            "KEY-PLAN",
            "KEY-ROLE",
            "NSEC3-PARAM",
            "RESIGNED-SHARE",
            "ROLL-ALGORITHM",
            "ROLL-CACHED-SIGNATURES",
            "ROLL-DS-CACHED",
            "ROLL-DS-SEEN",
            "ROLL-PREPUBLISHED",
            "ROLL-RETIRED",
            "ROLL-TTL-CHANGED",
            "ROLL-UNSIGN",
            "SIG-CLIFF",
            "SIG-LIFETIME",
            "SIG-REDUNDANT",
            "SIG-REMAINING",
            "ZONE-APEX",
            "ZONE-CANARY",
            "ZONE-DELTA",
            "ZONE-GLUE",
            "ZONE-NAMES",
            "ZONE-RULES",
            "ZONE-SERIAL",
            "ZONE-UNCHANGED",
            "ZONEMD",
            "ZONEMD-INPUT");
    assertThat(Overrides.allowed(Judge.GATE_INTERNAL)).isFalse();
  }

  @Test
  void reasonAndEndAreDemanded() throws Exception {
    blocked(TEXT);
    List<String> checks = List.of("ZONE-DELTA");
    Instant end = in(Duration.ofHours(1));
    refused(() -> gate.overrides().ask(checks, "ann", " ", end, gate.now), "--reason");
    Instant late = in(Duration.ofHours(4)).plusMillis(1);
    refused(
        () -> gate.overrides().ask(checks, "ann", "a test", late, gate.now),
        "at most 240 min away");
    refused(
        () -> gate.overrides().ask(checks, "ann", "a test", gate.now, gate.now), "must be after");
  }

  @Test
  void whatWasNotKeptByACheckIsNotOverridden() throws Exception {
    refused(() -> ask("ann", "ZONE-DELTA"), "was not kept by a check");
    blocked("PASS 1 of=older-serial");
    refused(() -> ask("ann", "ZONE-SERIAL"), "was not kept by a check");
  }

  /** Servers would not take it, whatever people say. */
  @Test
  void aSerialThatServersWouldNotTakeStaysBlocked() throws Exception {
    Release release = blocked("BLOCK 1 by=ZONE-SERIAL of=another");
    ask("ann", "ZONE-SERIAL");
    confirm(1, "bob");
    gate.drive();
    assertThat(gate.store.live(GateBench.ZONE).orElseThrow().id()).isLessThan(release.id());
  }

  @Test
  void aNewerReleaseEndsTheQuestion() throws Exception {
    blocked(TEXT);
    ask("ann", "ZONE-DELTA");
    gate.submit("PASS 6");
    refused(() -> confirm(1, "bob"), "no longer the last one");
    assertThat(gate.store.ways().overrides(GateBench.ZONE))
        .extracting(CheckOverride::consent)
        .containsExactly(Optional.empty());
  }

  @Test
  void anOldVerdictIsReachedAgainWithoutAnOverrideThatHasEnded() throws Exception {
    blocked(TEXT);
    gate.say(Word.FREEZE, "a test");
    ask("ann", "ZONE-DELTA");
    confirm(1, "bob");
    gate.drive();
    assertThat(gate.store.inFlight(GateBench.ZONE).orElseThrow().state())
        .isEqualTo(ReleaseState.VERIFIED);
    gate.now = in(Duration.ofHours(2));
    gate.say(Word.THAW, "");
    gate.drive();
    assertThat(gate.store.inFlight(GateBench.ZONE)).isEmpty();
    assertThat(gate.files).allSatisfy(f -> assertThat(f).hasContent("PASS 1"));
  }
}
