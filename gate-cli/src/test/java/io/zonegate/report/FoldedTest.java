package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTest {
  private static String folded(int width, String text) throws IOException {
    StringBuilder out = new StringBuilder();
    Folded folded = new Folded(out, width);
    folded.append(text);
    folded.finish();
    return out.toString();
  }

  @Test
  void aLongLineGoesOnUnderItsText() throws IOException {
    assertThat(folded(40, "  live       release 12, serial 2026112601, since today\n"))
        .isEqualTo("  live       release 12, serial\n             2026112601, since today\n");
    assertThat(folded(40, "BLOCK  SIG-KEY  412 RRSIGs examined, 274 blocking findings\n"))
        .isEqualTo("BLOCK  SIG-KEY  412 RRSIGs examined, 274\n                blocking findings\n");
    assertThat(folded(20, "one two three four five six"))
        .isEqualTo("one two three four\n  five six");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "  short\n\n  lines\n", "12345678901234567890\n"})
  void whatFitsStaysAsItIs(String text) throws IOException {
    assertThat(folded(20, text)).isEqualTo(text);
  }

  @Test
  void aWordIsNeverBroken() throws IOException {
    String sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    assertThat(folded(40, "sha256      " + sha256 + " of it\n"))
        .isEqualTo("sha256      " + sha256 + "\n            of it\n");
  }

  @Test
  void coloursTakeNoRoom() throws IOException {
    String red = "\u001b[1;31mBLOCK\u001b[0m and a word";
    assertThat(folded(20, red)).isEqualTo(red);
    assertThat(folded(20, red + " more")).isEqualTo(red + "\n  more");
  }
}
