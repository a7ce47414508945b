package io.zonegate.hsm.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Instant FROM = Instant.parse("2027-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private static Instant day(int day) {
    return FROM.plus(Duration.ofDays(day));
  }

  private static List<Slot> slots(int days, int validity, int every, int leastLife) {
    return Slots.over(
        FROM,
        day(days),
        Duration.ofDays(validity),
        HOUR,
        Duration.ofDays(every),
        Duration.ofDays(leastLife));
  }

  @Test
  void slotsOverlapAndTheLastReachesBeyondThePeriod() {
    assertThat(slots(25, 21, 10, 7))
        .containsExactly(
            new Slot(FROM.minus(HOUR), day(21)),
            new Slot(day(10).minus(HOUR), day(31)),
            new Slot(day(20).minus(HOUR), day(41)));
    assertThat(slots(20, 21, 10, 7)).as("the end does not belong to the period").hasSize(2);
  }

  @Test
  void enoughLifeIsLeftAtEveryTimeOfThePeriod() {
    Duration least = Duration.ofDays(7);
    List<Slot> slots = slots(90, 21, 14, 7);
    for (int hour = 0; hour < 90 * 24; hour++) {
      Instant at = FROM.plus(Duration.ofHours(hour));
      assertThat(slots)
          .anyMatch(slot -> !slot.inception().isAfter(at) && !slot.usableUntil(least).isBefore(at));
    }
    assertThat(Slots.firstGap(slots, FROM, day(90), least)).isEmpty();
    Instant end = day(14).minus(HOUR).minusSeconds(1);
    assertThat(Slots.firstGap(slots, FROM, day(90), Duration.between(end, day(21)))).contains(end);
    assertThat(Slots.usableUntil(slots, FROM, least)).contains(day(98));
  }

  @Test
  void whatWouldLeaveGapsIsRefused() {
    assertThatThrownBy(() -> slots(90, 21, 15, 7))
        .hasMessageContaining("every PT360H leaves gaps")
        .hasMessageEndingWith("the most is PT336H");
    assertThatThrownBy(() -> slots(90, 21, 0, 7)).hasMessageContaining("every PT0S leaves gaps");
    assertThatThrownBy(() -> slots(0, 21, 10, 7)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> slots(2000, 21, 1, 7)).hasMessageContaining("more than 1000 bundles");
  }

  @Test
  void aGapEndsTheTimeThatIsCovered() {
    Slot first = new Slot(FROM, day(10));
    Slot second = new Slot(day(9), day(20));
    Slot late = new Slot(day(21), day(30));
    List<Slot> slots = List.of(late, second, first);
    assertThat(Slots.usableUntil(slots, FROM, Duration.ZERO)).contains(day(20));
    assertThat(Slots.usableUntil(slots, FROM, Duration.ofDays(2))).contains(day(8));
    assertThat(Slots.usableUntil(slots, FROM.minusSeconds(1), Duration.ZERO)).isEmpty();
    assertThat(Slots.usableUntil(slots, day(20), Duration.ZERO)).isEmpty();
    assertThat(Slots.usableUntil(slots, day(21), Duration.ZERO)).contains(day(30));
  }

  @Test
  void aSlotIsWhatAnRrsigCanSay() {
    assertThatThrownBy(() -> new Slot(FROM, FROM)).hasMessageContaining("must be later");
    assertThatThrownBy(() -> new Slot(FROM, FROM.plusNanos(1_000_000)))
        .hasMessageContaining("whole seconds");
    assertThatThrownBy(() -> new Slot(Instant.EPOCH.minusSeconds(1), FROM))
        .hasMessageContaining("before 1970");
    Instant most = Instant.ofEpochSecond(0xffffffffL);
    assertThat(new Slot(most.minusSeconds(1), most).expiration()).isEqualTo(most);
    assertThatThrownBy(() -> new Slot(most, most.plusSeconds(1)))
        .hasMessageContaining("after February 2106");
    assertThatThrownBy(() -> new Slot(FROM, FROM.plusSeconds(1L << 31)))
        .hasMessageContaining("less than 2^31");
    assertThat(new Slot(FROM, FROM.plusSeconds((1L << 31) - 1)).validity().toSeconds())
        .isEqualTo((1L << 31) - 1);
  }
}
