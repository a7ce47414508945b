package io.zonegate.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.policy.SupersedeRule;
import io.zonegate.policy.WaySettings;
import io.zonegate.release.Release;
import io.zonegate.release.ReleaseState;
import io.zonegate.release.Rollback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gate that dies between any two of its durable steps goes on where it was. It looks at the clock
 * before each change of the store and after each action, so that dying there is dying between them.
 */
class KilledTest {
  @TempDir Path folder;

  @Test
  void whateverTheMomentTheReleaseGoesLiveOnceAndServersHaveWhatPassed() throws Exception {
    int moments = 0;
    boolean died = true;
    while (died) {
      Path home = Files.createDirectory(folder.resolve("moment-" + moments));
      try (GateBench gate = new GateBench(home)) {
        died = run(gate, moments);
      }
      moments++;
    }
    // Verifying, verdict, two publications before and after, probes, live.
    assertThat(moments).isGreaterThan(20);
  }

  /** One release after the other, the second one's driver dying at the given look at the clock. */
  private static boolean run(GateBench gate, int moment) throws Exception {
    Release first = gate.submit("PASS 1");
    gate.drive();
    Release bad = gate.submit("BLOCK 7");
    gate.drive();
    Release second = gate.submit("PASS 2");
    boolean[] died = gate.diesAt(moment);
    try {
      gate.drive();
    } catch (GateBench.Death e) {
      assertSound(gate, moment);
      gate.revive();
      gate.drive();
    }
    assertThat(gate.release(second).state()).as("moment %d", moment).isEqualTo(ReleaseState.LIVE);
    assertThat(gate.release(first).state()).isEqualTo(ReleaseState.RETIRED);
    assertThat(gate.release(bad).state()).isEqualTo(ReleaseState.BLOCKED);
    assertThat(gate.files).allSatisfy(f -> assertThat(f).hasContent("PASS 2"));
    assertThat(gate.noted).as("moment %d", moment).hasSize(2);
    List<String> lives =
        gate.store.eventsAfter(0).stream()
            .filter(e -> e.event().kind().equals("live"))
            .map(e -> e.event().release() + "")
            .toList();
    assertThat(lives).as("moment %d", moment).doesNotHaveDuplicates().hasSize(2);
    assertThat(Examination.of(GateBench.ZONE, gate.settings, gate.store, gate.artefacts))
        .noneMatch(Examination.Finding::fault);
    return died[0];
  }

  /** The second one goes live, its way back is made and taken, and the driver dies somewhere. */
  @Test
  void whateverTheMomentARollbackIsDoneOnce() throws Exception {
    int moments = 0;
    boolean died = true;
    while (died) {
      Path home = Files.createDirectory(folder.resolve("back-" + moments));
      try (GateBench gate = new GateBench(home)) {
        died = rollBack(gate, moments);
      }
      moments++;
    }
    assertThat(moments).isGreaterThan(25);
  }

  private static boolean rollBack(GateBench gate, int moment) throws Exception {
    // Two looks a stage, the first of which leaves time for the way back.
    WaySettings brief =
        new WaySettings(
            Optional.empty(), 2, Duration.ZERO, Duration.ofDays(1), List.of(), Duration.ofDays(1));
    gate.settings(
        SupersedeRule.UNPUBLISHED,
        brief.hurried(gate.stage("one", List.of(), false)),
        brief.hurried(gate.stage("two", List.of(), false)));
    gate.signsFor(Duration.ofDays(14));
    Release first = gate.submit("PASS 1 of=good");
    gate.drive();
    Release second = gate.submit("PASS 5 of=bad");
    boolean[] died = gate.diesAt(moment);
    try {
      goAndComeBack(gate);
    } catch (GateBench.Death e) {
      for (Path file : gate.files) {
        assertThat(GateBench.read(file)).as("moment %d", moment).startsWith("PASS ");
      }
      gate.revive();
      goAndComeBack(gate);
    }
    Release live = gate.store.live(GateBench.ZONE).orElseThrow();
    assertThat(live.rollback())
        .as("moment %d", moment)
        .contains(new Rollback(second.id(), first.id()));
    assertThat(gate.release(second).state()).isEqualTo(ReleaseState.ROLLED_BACK);
    assertThat(gate.release(first).state()).isEqualTo(ReleaseState.RETIRED);
    assertThat(gate.files)
        .allSatisfy(f -> assertThat(GateBench.read(f)).startsWith("PASS 6 of=good until="));
    assertThat(gate.store.releases(GateBench.ZONE)).as("moment %d", moment).hasSize(3);
    assertThat(gate.noted).as("moment %d", moment).hasSize(3);
    assertThat(Examination.of(GateBench.ZONE, gate.settings, gate.store, gate.artefacts))
        .as("moment %d", moment)
        .noneMatch(Examination.Finding::fault);
    return died[0];
  }

  private static void goAndComeBack(GateBench gate) throws Exception {
    gate.drive();
    if (gate.store.releases(GateBench.ZONE).size() == 2) {
      gate.rollbacks().take("somebody", "a test", gate.now);
    }
    gate.drive();
  }

  private static void assertSound(GateBench gate, int moment) throws Exception {
    Set<String> contents = new HashSet<>();
    for (Path file : gate.files) {
      contents.add(Files.readString(file));
    }
    assertThat(Set.of("PASS 1", "PASS 2")).as("moment %d", moment).containsAll(contents);
  }
}
