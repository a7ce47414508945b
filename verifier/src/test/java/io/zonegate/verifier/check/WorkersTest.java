package io.zonegate.verifier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
  @Test
  void resultsComeInTheOrderOfTheItems() throws Exception {
    List<Integer> items = IntStream.range(0, 1000).boxed().toList();
    try (Workers workers = new Workers(4, Duration.ofMinutes(1))) {
      assertThat(workers.map(items, i -> i * i)).isEqualTo(items.stream().map(i -> i * i).toList());
      assertThat(workers.map(List.of(), i -> i)).isEmpty();
    }
  }

  @Test
  void workThatDoesNotEndMeetsTheDeadline() {
    CountDownLatch never = new CountDownLatch(1);
    try (Workers workers = new Workers(1, Duration.ofMillis(1))) {
      assertThatThrownBy(() -> workers.map(List.of(1), i -> await(never)))
          .isInstanceOf(Workers.DeadlineException.class)
          .hasMessageContaining("--deadline");
    }
  }

  @Test
  void whatWasDoneBeforeTheDeadlineIsHarvested() {
    CountDownLatch never = new CountDownLatch(1);
    try (Workers workers = new Workers(2, Duration.ofSeconds(2))) {
      Workers.Harvest<Integer> harvest =
          workers.harvest(
              List.of(1, 2, 3),
              i -> {
                if (i == 2) {
                  await(never);
                }
                return i;
              });
      assertThat(harvest.results()).containsExactly(1, null, 3);
      assertThat(harvest.done()).containsExactly(1, 3);
      assertThat(harvest.late()).contains("deadline of 2 s");
      assertThat(workers.harvest(List.of(4), i -> i).done()).isEmpty();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void exceptionOfTheWorkComesThrough() {
    try (Workers workers = new Workers(2, Duration.ofMinutes(1))) {
      assertThatThrownBy(
              () ->
                  workers.map(
                      List.of(1, 2),
                      i -> {
                        throw new IllegalStateException("item " + i);
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("item 1");
      assertThatThrownBy(
              () ->
                  workers.map(
                      List.of(1),
                      i -> {
                        throw new StackOverflowError("deep");
                      }))
          .isInstanceOf(StackOverflowError.class);
    }
  }
}
