package io.zonegate.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.replay.ProgramException;
import io.zonegate.replay.Programs;
import io.zonegate.replay.Replay;
import io.zonegate.replay.Replayed;
import io.zonegate.replay.Replays;
import io.zonegate.rollover.Rollover;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The oracle of the proof is a real resolver: every combination of DS RRset, DNSKEY RRset and other
 * RRsets that caches may hold in a rehearsal is put before Unbound, which must accept what the
 * proof accepts and refuse what it refuses.
 */
class ResolverOnRehearsalTest {
  @TempDir Path folder;

  private Performance rehearse(Rollover rollover, String fault) throws Exception {
    return fault == null
        ? SmallRehearsal.of(folder, rollover)
        : SmallRehearsal.of(folder, rollover, fault);
  }

  private Replays replay(Performance performance, Programs programs) throws Exception {
    return replay(performance, programs, "replay");
  }

  private Replays replay(Performance performance, Programs programs, String place)
      throws Exception {
    return Replay.run(
        programs,
        performance.publications(),
        performance.caches(),
        performance.proof(),
        performance.validator(),
        folder.resolve(place),
        line -> {});
  }

  private static Programs programs(String server) throws ProgramException {
    return Programs.find(List.of("unbound", server), System.getenv());
  }

  private static Programs with(Programs programs, Path unbound) {
    return new Programs(
        unbound, programs.control(), programs.faketime(), programs.nameserver(), programs.server());
  }

  /** An Unbound before which something else is done. */
  private Path program(String first, Programs programs) throws IOException {
    Path script =
        Files.writeString(
            folder.resolve("other-unbound"),
            "#!/bin/sh\n" + first + "\nexec " + programs.unbound() + " \"$@\"\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @ParameterizedTest
  @CsvSource({
    "KSK_DOUBLE_SIGNATURE, , nsd, 0",
    "KSK_DOUBLE_SIGNATURE, early-retire, knot, 1",
    "KSK_DOUBLE_SIGNATURE, ds-ttl=86400, nsd, 1",
    "ZSK_PREPUBLISH, standby-keys, knot, 1",
    "ZSK_PREPUBLISH, per-token-keys, nsd, 1",
    "ALGORITHM_LIBERAL, , knot, 0",
    "ALGORITHM_CONSERVATIVE, , nsd, 0",
    "GO_SIGNED, , knot, 0",
    "NSEC3_CHANGE, , knot, 0",
  })
  @DisplayName("Unbound accepts and refuses the combinations that the proof accepts and refuses")
  void unboundAgrees(Rollover rollover, String fault, String server, int leastFailing)
      throws Exception {
    Performance performance = rehearse(rollover, fault);
    Replays replays = replay(performance, programs(server));

    assertThat(replays.replayed())
        .allSatisfy(r -> assertThat(r.agrees()).as("%s %s", r.described(), r).isTrue());
    assertThat(replays.trouble()).isEmpty();
    assertThat(replays.leftOut()).isZero();
    assertThat((long) replays.replayed().size()).isEqualTo(performance.proof().combinations());
    assertThat(replays.replayed().stream().filter(r -> r.refusal().isPresent()).count())
        .isEqualTo(performance.proof().failures().size())
        .isGreaterThanOrEqualTo(leastFailing);
    assertThat(replays.walks()).hasSize(2);
    assertThat(replays.walks().stream().flatMap(w -> w.failed().stream()))
        .allSatisfy(f -> assertThat(f.isProven() && leastFailing > 0).as(f.toString()).isTrue());
    assertThat(replays.text()).startsWith("unbound 1.").contains(" with ");
    assertThat(performance.with(replays).decision()).isEqualTo(performance.decision());
  }

  @Test
  @DisplayName("A resolver that disagrees blocks: here one that validates nothing")
  void disagreement() throws Exception {
    Programs programs = programs("knot");
    Path careless = program("sed -i 's/validator iterator/iterator/' \"$3\"", programs);
    Performance proven = rehearse(Rollover.KSK_DOUBLE_SIGNATURE, "early-retire");
    Performance performance = proven.with(replay(proven, with(programs, careless)));
    Invariant confirmation = performance.confirmation().orElseThrow();

    assertThat(confirmation.outcome()).isEqualTo(Invariant.Outcome.BROKEN);
    assertThat(performance.decision()).isEqualTo(Decision.BLOCK);
    assertThat(confirmation.details())
        .anyMatch(d -> d.contains("the proof says that it validates; the resolver says insecure"))
        .anyMatch(d -> d.contains("the proof says that it fails, because no key that the DS"));
    assertThat(performance.replays().orElseThrow().replayed())
        .noneMatch(Replayed::agrees)
        .noneMatch(Replayed::isUnanswered);
  }

  @Test
  @DisplayName("A program that is missing or does not start: nothing is known, and what to install")
  void missing() throws Exception {
    Map<String, String> elsewhere = Map.of(Programs.FAKETIME, folder + "/no-such-library");
    assertThatThrownBy(() -> Programs.find(List.of("unbound"), elsewhere))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("apt-get install libfaketime");
    Programs programs = programs("knot");
    Performance performance = rehearse(Rollover.ZSK_PREPUBLISH, null);
    assertThat(performance.decision()).isEqualTo(Decision.PASS);
    Performance undecided =
        performance.with(replay(performance, with(programs, Path.of("/bin/false"))));
    assertThat(undecided.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(undecided.confirmation().orElseThrow().text())
        .contains("/bin/false does not start: it says nothing", "Unbound 1.16.2 or a later one");
    assertThat(performance.with(Replays.none(3, "unbound was not found")).decision())
        .isEqualTo(Decision.UNDECIDED);
  }

  @Test
  @DisplayName("A program on which libfaketime has no effect is not believed, nor is a full disk")
  void realClock() throws Exception {
    Programs programs = programs("knot");
    Path clocked = program("unset LD_PRELOAD", programs);
    Performance performance = rehearse(Rollover.ZSK_PREPUBLISH, null);
    Replays replays = replay(performance, with(programs, clocked));
    assertThat(replays.trouble().orElseThrow()).contains("does not look at the virtual clock");
    assertThat(replays.agree()).isFalse();
    Files.createDirectories(folder.resolve("broken/clock/taken"));
    Replays broken = replay(performance, programs, "broken");
    assertThat(broken.trouble().orElseThrow()).startsWith("the replay was broken off: ");
    assertThat(broken.agree()).isFalse();
    assertThat(performance.with(broken).decision()).isEqualTo(Decision.UNDECIDED);
  }
}
