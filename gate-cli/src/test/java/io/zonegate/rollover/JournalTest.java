package io.zonegate.rollover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
  private final Plan plan = PlansTest.plan(Rollover.KSK_DOUBLE_DS);
  private final Journal empty = new Journal(PlanText.digest(plan), List.of());

  @Test
  @DisplayName(
      "A step is due when the one before was seen and the wait has passed since it was done")
  void waits() {
    assertThat(empty.due(plan).isDue(START)).isTrue();
    Journal done = empty.with(Journal.Event.DONE, "add-ds", START);
    assertThat(done.due(plan).awaited()).isPresent();
    assertThat(done.due(plan).isDue(START.plus(Duration.ofDays(9)))).isFalse();

    Journal seen = done.with(Journal.Event.SEEN, "add-ds", START.plus(Duration.ofHours(2)));
    // Dreg 4h, DprpP 20m, TTLds 1d after it was done.
    Instant due = START.plus(Duration.ofHours(28)).plus(Duration.ofMinutes(20));
    assertThat(seen.due(plan).notBefore()).isEqualTo(due);
    assertThat(seen.due(plan).isDue(due.minusSeconds(1))).isFalse();
    assertThat(seen.due(plan).isDue(due)).isTrue();
  }

  @Test
  @DisplayName(
      "Where the parent takes longer than it says, caches are waited for from the sighting on")
  void lateParent() {
    Instant late = START.plus(Duration.ofDays(3));
    Journal seen =
        empty.with(Journal.Event.DONE, "add-ds", START).with(Journal.Event.SEEN, "add-ds", late);
    assertThat(seen.due(plan).notBefore()).isEqualTo(late.plus(Duration.ofDays(1)));
  }

  @Test
  @DisplayName("A journal is read back, and one that is not of the plan is refused")
  void file() {
    Journal journal =
        empty.with(Journal.Event.DONE, "add-ds", START).with(Journal.Event.SEEN, "add-ds", START);
    assertThat(Journal.parse(journal.text())).isEqualTo(journal);
    assertThatThrownBy(() -> Journal.parse(journal.text().strip()))
        .hasMessageContaining("cut short");
    assertThatThrownBy(() -> Journal.parse(journal.text() + "seen it\n"))
        .hasMessageContaining("line 4");
    assertThatThrownBy(() -> empty.with(Journal.Event.DONE, "swap-ksk", START).due(plan))
        .hasMessageContaining("does not follow from the plan");
    assertThatThrownBy(() -> journal.due(PlansTest.plan(Rollover.ZSK_PREPUBLISH)))
        .hasMessageContaining("digest");
    assertThatThrownBy(
            () -> journal.with(Journal.Event.DONE, "swap-ksk", START.minusSeconds(1)).due(plan))
        .hasMessageContaining("does not follow");
  }
}
