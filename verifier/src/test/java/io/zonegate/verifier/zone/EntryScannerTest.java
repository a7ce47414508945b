package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.zone.NameText.FormException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryScannerTest {
  private static final int BUFFER = 1 << 18;

  /** Each entry as LINE, a sign for a blank owner, and its tokens, quoted ones in quotes. */
  private static List<String> scan(InputStream in) throws IOException, FormException {
    EntryScanner scanner = new EntryScanner(in);
    List<String> entries = new ArrayList<>();
    for (Entry e = scanner.next(); e != null; e = scanner.next()) {
      StringBuilder text = new StringBuilder().append(e.line).append(e.blankOwner ? ":~" : ":");
      for (int t = 0; t < e.tokens; t++) {
        text.append(' ').append(e.source(t));
      }
      entries.add(text.toString());
    }
    return entries;
  }

  private static List<String> scan(String text) throws IOException, FormException {
    return scan(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Gives one octet a call, as a slow pipe may. */
  private static InputStream dripping(String text) {
    return new FilterInputStream(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return super.read(bytes, offset, Math.min(1, length));
      }
    };
  }

  @Test
  void parenthesesJoinLinesAndCommentsVanish() throws Exception {
    assertThat(scan("a ( b ; one )\n c ; two\n) d\ne\n")).containsExactly("1: a b c d", "4: e");
  }

  @Test
  void nestedParenthesesAndParenthesesWithoutBlanksAreFine() throws Exception {
    assertThat(scan("a((b)\nc)d\n")).containsExactly("1: a b c d");
  }

  @Test
  void quotesKeepBlanksSemicolonsAndParentheses() throws Exception {
    assertThat(scan("a \"b c;(\\\"\" d\"e\"f\n")).containsExactly("1: a \"b c;(\\\"\" d \"e\" f");
  }

  @Test
  void emptyQuotesAreAToken() throws Exception {
    assertThat(scan("a \"\" b\n")).containsExactly("1: a \"\" b");
  }

  @Test
  void escapedSpecialsDoNotEndAWord() throws Exception {
    assertThat(scan("a\\ b\\;c\\(d\\\"e\n")).containsExactly("1: a\\ b\\;c\\(d\\\"e");
  }

  @Test
  void blankLinesAndCommentLinesAreNoEntriesAndCount() throws Exception {
    assertThat(scan("\n  \n;x\n\t; y\n a\n")).containsExactly("5:~ a");
  }

  @Test
  void carriageReturnsAreBlanks() throws Exception {
    assertThat(scan("a b\r\nc (\r\nd )\r\n\r\n")).containsExactly("1: a b", "2: c d");
  }

  @Test
  void lastLineNeedsNoEnd() throws Exception {
    assertThat(scan("a\nb c")).containsExactly("1: a", "2: b c");
    assertThat(scan("a\nb \"c\"")).containsExactly("1: a", "2: b \"c\"");
    assertThat(scan("a\nb ; c")).containsExactly("1: a", "2: b");
    assertThat(scan("a (\n)")).containsExactly("1: a");
  }

  @Test
  void nothingButCommentsIsNoEntry() throws Exception {
    assertThat(scan("")).isEmpty();
    assertThat(scan(";")).isEmpty();
    assertThat(scan("\n\n ; x")).isEmpty();
    assertThat(scan("(\n)\n")).isEmpty();
  }

  @Test
  void backslashDoesNotTakeTheEndOfTheLineIntoAWord() {
    // BIND ends the word there; taking the line break in would hide the record on the next line.
    assertThatThrownBy(() -> scan("a TXT b\\\nc TXT d\n"))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("backslash");
    assertThatThrownBy(() -> scan("a TXT \"b\\\nc\"\n"))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("does not end on its line");
    assertThatThrownBy(() -> scan("a TXT b\\"))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("backslash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a )\n", "a (b))\n", ")"})
  void closingParenthesisAloneIsRefused(String text) {
    assertThatThrownBy(() -> scan(text))
        .isInstanceOf(FormException.class)
        .hasMessage("')' without '('");
  }

  @Test
  void fileThatEndsInParenthesesNamesTheLineWhereTheyOpen() {
    assertThatThrownBy(() -> scan("a b\nc (\nd\n\n"))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("ends inside parentheses")
        .hasMessageContaining("line 2");
  }

  @Test
  void fileThatEndsInQuotesIsRefused() {
    assertThatThrownBy(() -> scan("a \"b"))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("quoted");
    assertThatThrownBy(() -> scan("a \"b\\\""))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("quoted");
    assertThatThrownBy(() -> scan("a \"b\n\"\n"))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("quoted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\000b\n", "a \"b\000\"\n", "\000\n", "a b\\\000\n"})
  void octetZeroIsRefusedInWordsAndQuotes(String text) {
    assertThatThrownBy(() -> scan(text))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("octet 0");
  }

  @Test
  void entryThatStraddlesTheBuffersEndIsTheSameAtEveryOffset() throws Exception {
    String entry = "owner TXT ( \"q \\\" ;\" w\\;w ; comment \"(\n more ) end\r\n";
    String expected = " owner TXT \"q \\\" ;\" w\\;w more end";
    for (int shift = 0; shift <= entry.length() + 2; shift++) {
      // A comment line fills the buffer so that it ends within the entry.
      String fill = ";" + "x".repeat(BUFFER - 2 - shift) + "\n";
      List<String> entries = scan(fill + entry + "next\n");

      assertThat(entries).as("shift %d", shift).containsExactly("2:" + expected, "4: next");
    }
  }

  @Test
  void entriesOverManyBuffersAreTheSameFromASlowPipe() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 2 * BUFFER + 1000; i++) {
      text.append("name").append(i).append(i % 7 == 0 ? " (a\n b)\n" : " \"x y\" ;z\n");
    }

    assertThat(scan(dripping(text.toString()))).isEqualTo(scan(text.toString()));
  }

  @Test
  void entryAsLongAsTheLimitIsReadAndALongerOneIsNot() throws Exception {
    String longest = "x".repeat(EntryScanner.MAX_ENTRY - 3) + " y\n";
    assertThat(scan("a\n" + longest + "b\n")).hasSize(3);

    String longer = "x".repeat(EntryScanner.MAX_ENTRY + 1) + " y\n";
    EntryScanner scanner =
        new EntryScanner(
            new ByteArrayInputStream(("a\n\n" + longer).getBytes(StandardCharsets.US_ASCII)));
    scanner.next();
    assertThatThrownBy(scanner::next)
        .isInstanceOf(FormException.class)
        .hasMessageContaining("longer than 1048576 octets");
    assertThat(scanner.line()).isEqualTo(3);
  }

  @Test
  void entryOfTheLimitAtTheEndOfTheFileIsRead() throws Exception {
    assertThat(scan("x".repeat(EntryScanner.MAX_ENTRY - 1))).hasSize(1);
    assertThat(scan("x".repeat(BUFFER))).hasSize(1);
    assertThat(scan("x".repeat(BUFFER) + "\n")).hasSize(1);
  }

  @Test
  void commentLongerThanTheLimitIsRefusedLikeAnEntry() throws Exception {
    assertThat(scan("a\n;" + "x".repeat(EntryScanner.MAX_ENTRY - 10) + "\nb\n")).hasSize(2);
    assertThatThrownBy(() -> scan("a\n;" + "x".repeat(EntryScanner.MAX_ENTRY) + "\nb\n"))
        .isInstanceOf(FormException.class)
        .hasMessageContaining("longer than");
  }
}
