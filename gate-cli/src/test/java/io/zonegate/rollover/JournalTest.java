package io.zonegate.rollover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.hsm.token.CkaId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
  private final Plan plan = PlansTest.plan(Rollover.KSK_DOUBLE_DS);
  private final Journal empty = Journal.of(plan);
  private final Journal begun = empty.with(List.of(Journal.Entry.begun(START)));

  private static Journal add(Journal journal, Journal.Event event, String step, Instant at) {
    return journal.with(List.of(new Journal.Entry(event, step, at)));
  }

  @Test
  @DisplayName(
      "A step is due when the one before was seen and the wait has passed since it was done")
  void waits() {
    assertThat(empty.due(plan).awaited()).contains(plan.situations().get(0));
    assertThat(empty.due(plan).isDue(START.plus(Duration.ofDays(9)))).isFalse();
    assertThat(begun.due(plan).isDue(START)).isTrue();
    assertThat(begun.due(plan).isDue(START.minusSeconds(1))).as("clock set back").isFalse();
    Journal done = add(begun, Journal.Event.DONE, "add-ds", START);
    assertThat(done.due(plan).awaited()).isPresent();
    assertThat(done.due(plan).isDue(START.plus(Duration.ofDays(9)))).isFalse();

    Journal seen = add(done, Journal.Event.SEEN, "add-ds", START.plus(Duration.ofHours(2)));
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
    Journal done = add(begun, Journal.Event.DONE, "add-ds", START);
    Journal seen = add(done, Journal.Event.SEEN, "add-ds", late);
    assertThat(seen.due(plan).notBefore()).isEqualTo(late.plus(Duration.ofDays(1)));
  }

  @Test
  @DisplayName("A journal is read back, and one that is not of the plan is refused")
  void file() {
    Journal done = add(begun, Journal.Event.DONE, "add-ds", START);
    Journal journal =
        add(done, Journal.Event.SEEN, "add-ds", START)
            .with(
                List.of(
                    Journal.Key.found(new CkaId("0a0b"), "ksk-new", START),
                    Journal.Key.announced(new CkaId("0c0d"), "ksk-new", START)));
    assertThat(Journal.parse(journal.text())).isEqualTo(journal);
    assertThat(journal.ids("ksk-new")).containsExactly(new CkaId("0a0b"), new CkaId("0c0d"));
    assertThat(journal.announced("ksk-new")).containsExactly(new CkaId("0c0d"));
    assertThat(journal.ids("ksk-old")).isEmpty();
    assertThat(journal.due(plan).done()).isEqualTo(1);
    assertThatThrownBy(() -> Journal.parse(journal.text().strip()))
        .hasMessageContaining("cut short");
    for (String wrong :
        List.of(
            "seen it",
            "key 2026-12-01T08:00:00Z 0A ksk-new",
            "key it not",
            "making 2026-12-01T08:00:00Z 0a")) {
      assertThatThrownBy(() -> Journal.parse(journal.text() + wrong + "\n"))
          .hasMessageContaining("line 7");
    }
    assertThatThrownBy(() -> add(begun, Journal.Event.DONE, "swap-ksk", START).due(plan))
        .hasMessageContaining("does not follow from the plan");
    assertThatThrownBy(() -> add(empty, Journal.Event.DONE, "add-ds", START).due(plan))
        .hasMessageContaining("does not follow from the plan");
    assertThatThrownBy(() -> journal.due(PlansTest.plan(Rollover.ZSK_PREPUBLISH)))
        .hasMessageContaining("digest");
    assertThatThrownBy(
            () -> add(journal, Journal.Event.DONE, "swap-ksk", START.minusSeconds(1)).due(plan))
        .hasMessageContaining("does not follow");
  }

  @Test
  @DisplayName("A line that does not follow leaves the file as it was")
  void refusedLine(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("journal");
    JournalFile file = new JournalFile(path, plan);
    file.add(List.of(Journal.Entry.begun(START)));
    String text = Files.readString(path);
    Journal.Entry early = new Journal.Entry(Journal.Event.DONE, "add-ds", START.minusSeconds(1));
    assertThatThrownBy(() -> file.add(List.of(early))).hasMessageContaining("what was before");
    assertThat(path).hasContent(text);
    assertThat(new JournalFile(path, plan).journal()).isEqualTo(begun);
  }
}
