package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SerialPolicyTest {

  private static final Instant AT = Instant.parse("2026-11-25T23:59:59Z");

  private static long dated(long serial) {
    return SerialPolicy.DATE_COUNTER.apply(serial, OptionalLong.empty(), AT);
  }

  @Test
  void theDateCounterBeginsWithTheDayAndNeverGoesBack() {
    assertThat(dated(1)).isEqualTo(2026112500L);
    assertThat(dated(2026112499L)).isEqualTo(2026112500L);
    assertThat(dated(2026112500L)).isEqualTo(2026112501L);
    assertThat(dated(2026112599L)).as("the hundredth of the day").isEqualTo(2026112600L);
    assertThat(dated(2026120107L)).as("a clock that went back").isEqualTo(2026120108L);
    assertThat(dated(1_796_000_000L)).as("after seconds since 1970").isEqualTo(2026112500L);
    assertThat(dated(0xffffffffL)).as("a day is ahead of it on the circle").isEqualTo(2026112500L);
  }

  @Test
  void theDateCounterGoesOnFromThePreviousSignedZone() {
    assertThat(SerialPolicy.DATE_COUNTER.apply(1, OptionalLong.of(2026112503L), AT))
        .isEqualTo(2026112504L);
    assertThat(SerialPolicy.DATE_COUNTER.apply(2026112507L, OptionalLong.of(2026112503L), AT))
        .isEqualTo(2026112508L);
    assertThat(SerialPolicy.KEEP.apply(1, OptionalLong.of(2026112503L), AT)).isEqualTo(1);
  }
}
