package io.zonegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.rehearsal.Performance;
import io.zonegate.rehearsal.SmallRehearsal;
import io.zonegate.rollover.Rollover;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkerTest {
  @TempDir Path folder;

  @Test
  @DisplayName("A life ends with the time of the replay, and is then not whole")
  void cutOff() throws Exception {
    Performance performance = SmallRehearsal.of(folder, Rollover.ZSK_PREPUBLISH);
    Programs programs = Programs.find(List.of("unbound"), System.getenv());
    Publications publications = performance.publications();
    try (Stage stage = new Stage(programs, publications, performance.caches().horizon(), folder)) {
      Equipment equipment =
          new Equipment(
              programs,
              new VirtualClock(folder, programs.faketime()),
              publications.zone(),
              stage.anchor(),
              false);
      Walker walker =
          new Walker(equipment, stage, publications, performance.caches(), performance.proof());
      Walk walk = walker.walk(false, folder.resolve("walk"), System.nanoTime());
      assertThat(walk.isWhole()).isFalse();
      assertThat(walk.instants()).isZero();
      assertThat(walk.of()).isPositive();
    }
  }

  @Test
  @DisplayName("Around each change: in the second before and in that one, from first to last")
  void aroundChanges() {
    TreeSet<Long> changes = new TreeSet<>(List.of(5L, 100L, 200L, 201L, 300L, 301L));
    assertThat(Walker.instants(changes, 100, 300))
        .containsExactly(100L, 199L, 200L, 201L, 299L)
        .isSorted();
  }

  @Test
  @DisplayName("Of too many changes some, spread evenly, each with the second before")
  void tooMany() {
    TreeSet<Long> changes =
        LongStream.rangeClosed(1, 10L * Walker.MOST_CHANGES + 3)
            .mapToObj(i -> i * 1_000)
            .collect(Collectors.toCollection(TreeSet::new));
    List<Long> instants = Walker.instants(changes, 1, changes.last() + 1);
    assertThat(instants).hasSize(1 + 2 * Walker.MOST_CHANGES);
    assertThat(instants.subList(1, instants.size()))
        .filteredOn(changes::contains)
        .hasSize(Walker.MOST_CHANGES)
        .allSatisfy(t -> assertThat(instants).contains(t - 1));
    assertThat(instants.get(instants.size() - 1)).isGreaterThan(changes.last() - 12_000);
  }
}
