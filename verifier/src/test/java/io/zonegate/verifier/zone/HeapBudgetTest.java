package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {
  private static final long MIB = 1 << 20;

  @Test
  void zoneThatFitsIsReadOn() {
    HeapBudget budget = new HeapBudget(HeapBudget.need(MIB, 1000, 100), 0, () -> 0);
    assertThatCode(() -> budget.check(MIB, 1000, 100)).doesNotThrowAnyException();
    assertThatThrownBy(() -> budget.check(MIB, 1000, 101))
        .isExactlyInstanceOf(FormException.class)
        .hasMessageContaining("1000 records so far; the zone needs at least 25 MiB of memory")
        .hasMessageContaining("this process may use 25 MiB; set ZONEGATE_OPTS=-Xmx30m");
  }

  @Test
  void wholeZoneIsForetoldFromItsBeginning() {
    long tenth = HeapBudget.need(0, 1 << 22, 0);
    long[] read = {100 * MIB};
    HeapBudget budget = new HeapBudget(2 * tenth, 1000 * MIB, () -> read[0]);
    assertThatThrownBy(() -> budget.check(0, 1 << 22, 0))
        .hasMessageContaining("needs about 464 MiB");
    // A fifth of what is needed for half of the file: the rest may be thinner.
    read[0] = 500 * MIB;
    assertThatCode(() -> budget.check(0, 1 << 22, 0)).doesNotThrowAnyException();
  }

  @Test
  void fewOctetsForetellNothing() {
    HeapBudget budget = new HeapBudget(1000 * MIB, 1L << 40, () -> 31 * MIB);
    assertThatCode(() -> budget.check(10 * MIB, 1 << 17, 1 << 16)).doesNotThrowAnyException();
  }

  @Test
  void hugeZoneIsRefusedWhileItIsReadAndTheMessageSaysWhere() {
    StringBuilder text = new StringBuilder(ZoneText.HEAD);
    for (int i = 0; i < 70_000; i++) {
      text.append("h").append(i).append(" A 192.0.2.1\n");
    }
    byte[] octets = text.toString().getBytes(StandardCharsets.US_ASCII);
    ZoneBuilder builder = new ZoneBuilder(null, new HeapBudget(26 * MIB, 0, () -> 0));
    MasterFileReader reader = new MasterFileReader(builder, null, null);
    assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(octets), "huge.zone"))
        .isExactlyInstanceOf(ZoneReadException.class)
        .hasMessageMatching("huge\\.zone:655\\d\\d: 65536 records so far; .*-Xmx.*");
    assertThat(octets.length).isGreaterThan(1 << 20);
  }
}
