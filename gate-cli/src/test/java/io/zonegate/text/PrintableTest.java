package io.zonegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  @Test
  void everyCodePointIsPlainOrEscapedIntoSomethingPlain() {
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> !isHarmless(Printable.escape("a" + Character.toString(c) + "b"))))
        .isEmpty();
  }

  private static boolean isHarmless(String escaped) {
    return escaped.length() >= 3 && escaped.codePoints().allMatch(PrintableTest::isHarmless);
  }

  /** Allowed by XML 1.0, and nothing that moves the cursor or turns the direction of writing. */
  private static boolean isHarmless(int c) {
    boolean xml = (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    boolean control = c == 0x7f || (c >= 0x80 && c <= 0x9f);
    boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    return xml && !control && !direction && c != 0x2028 && c != 0x2029;
  }

  @Test
  void plainTextStaysAsItIs() {
    String text = "a\\027.demo. IN TXT \"\u00e4 \u65e5\u672c \ud83d\ude00\"";
    assertThat(Printable.escape(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdefg, 6, abc...", "'abc\u0007', 6, abc..."})
  void longTextIsCut(String text, int most, String expected) {
    assertThat(Printable.escape(text, most)).isEqualTo(expected);
  }

  @Test
  void aCutNeverHalvesACharacter() {
    assertThat(Printable.escape("ab\ud83d\ude00cdefgh", 6)).isEqualTo("ab...");
  }
}
