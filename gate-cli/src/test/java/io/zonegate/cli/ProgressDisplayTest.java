package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.check.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private final Progress progress = new Progress();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private ProgressDisplay display(boolean terminal) {
    return new ProgressDisplay(
        progress, new PrintStream(shown, true, StandardCharsets.UTF_8), terminal);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void elsewhereThanOnATerminalItIsALine() {
    try (ProgressDisplay display = display(false)) {
      progress.begin(Progress.Stage.SIGNATURES, 1_000_000);
      progress.add(250_000);
      display.show(10);
    }
    assertThat(shown())
        .isEqualTo("zonegate: signatures: 250,000 of 1,000,000 RRSIGs (25 %), 10 s\n");
  }

  @Test
  void onATerminalTheLineIsDrawnAnewAndWipedAtTheEnd() {
    try (ProgressDisplay display = display(true)) {
      progress.begin(Progress.Stage.CHECKS, 8);
      progress.add(2);
      display.show(1);
      progress.add(2);
      display.show(2);
    }
    assertThat(shown())
        .isEqualTo(
            "\r\u001b[K[######..................] checks: 2 of 8 names (25 %), 1 s"
                + "\r\u001b[K[############............] checks: 4 of 8 names (50 %), 2 s"
                + "\r\u001b[K");
  }

  @Test
  void whatIsNotKnownIsNotShown() {
    try (ProgressDisplay display = display(true)) {
      progress.begin(Progress.Stage.READING, -1, () -> 4096);
      display.show(3);
    }
    assertThat(shown()).isEqualTo("\r\u001b[Kreading: 4,096 octets, 3 s\r\u001b[K");
  }

  @Test
  void moreDoneThanThereWasIsNoMoreThanAll() {
    try (ProgressDisplay display = display(false)) {
      progress.begin(Progress.Stage.READING, 100, () -> 200);
      display.show(20);
    }
    assertThat(shown()).contains("(100 %)");
  }

  @Test
  void nothingIsShownOfWhatEndsSoon() {
    display(true).close();
    display(false).close();
    assertThat(shown()).isEmpty();
  }
}
