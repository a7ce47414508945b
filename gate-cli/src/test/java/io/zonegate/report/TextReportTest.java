package io.zonegate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.report.TextReport.Detail;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextReportTest {
  @Test
  void aPass() throws IOException {
    Golden.assertSame("pass.txt", text(Verdicts.pass(), Detail.NORMAL));
  }

  @Test
  void aBlock() throws IOException {
    Golden.assertSame("block.txt", text(Verdicts.block(), Detail.NORMAL));
  }

  @Test
  void aBlockVerbosely() throws IOException {
    Golden.assertSame("block-verbose.txt", text(Verdicts.block(), Detail.VERBOSE));
  }

  @Test
  void aBlockQuietly() throws IOException {
    Golden.assertSame("block-quiet.txt", text(Verdicts.block(), Detail.QUIET));
  }

  @Test
  void anUnreadableZone() throws IOException {
    Golden.assertSame("undecided.txt", text(Verdicts.undecided(), Detail.NORMAL));
  }

  @Test
  void aQuietPassIsOneLine() throws IOException {
    assertThat(text(Verdicts.pass(), Detail.QUIET)).isEqualTo("PASS demo. serial 2026112401\n");
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  void theVerdictIsTheLastLine(Detail detail) throws IOException {
    for (Verdict verdict :
        List.of(Verdicts.pass(), Verdicts.block(), Verdicts.undecided(), Verdicts.empty())) {
      String text = text(verdict, detail);
      assertThat(text).endsWith("\n");
      assertThat(text.stripTrailing().lines().reduce((a, b) -> b))
          .contains(VerdictLine.of(verdict));
    }
  }

  @Test
  void aVerdictWithoutResultsSaysSo() throws IOException {
    assertThat(text(Verdicts.empty(), Detail.QUIET))
        .isEqualTo("UNDECIDED demo.: no check was run to its end\n");
  }

  @Test
  void warningsAreInTheVerdictLine() {
    assertThat(VerdictLine.of(Verdicts.warned()))
        .isEqualTo("PASS co.uk. serial 2026112401 (2 warnings)");
  }

  @ParameterizedTest
  @CsvSource({".", "co.uk."})
  void zonesOfAnyDepth(String zone) throws IOException {
    String text = text(Verdicts.ofZone(zone), Detail.NORMAL);
    assertThat(text)
        .contains("zone        " + zone + "\n")
        .endsWith("PASS " + zone + " serial 2026112401\n");
  }

  @Test
  void manyFindingsAreCountedAndCapped() throws IOException {
    String text = text(Verdicts.many(Severity.BLOCK), Detail.QUIET);
    assertThat(text.lines().filter(l -> l.startsWith("  BLOCK"))).hasSize(100);
    assertThat(text).contains("  ... and 99,900 more\n").contains("100,000 blocking findings");
  }

  @Test
  void colourIsUsedOnlyWhenAskedFor() throws IOException {
    StringBuilder out = new StringBuilder();
    new TextReport(Detail.NORMAL, true).write(Verdicts.block(), Verdicts.CONTEXT, out);
    assertThat(out).contains("\u001b[1;31mBLOCK\u001b[0m demo. serial");
    assertThat(out.toString().replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(text(Verdicts.block(), Detail.NORMAL));
  }

  @ParameterizedTest
  @EnumSource(Detail.class)
  void nothingReachesTheTerminalThatItCouldObey(Detail detail) throws IOException {
    StringBuilder out = new StringBuilder();
    new TextReport(detail, false).write(Verdicts.hostile(), Verdicts.hostileContext(), out);
    assertThat(out.toString().replace("\n", "")).matches("[\\x20-\\x7e]+").contains("\\027[2Ja");
    assertThat(out.toString().lines()).noneMatch(l -> l.startsWith("PASS"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0.0 %",
    "1, 3, 33.3 %",
    "2, 3, 66.6 %",
    "3, 3, 100.0 %",
    "999999, 1000000, 99.9 %",
    "9223372036854775806, 9223372036854775807, 99.9 %"
  })
  void percentIsRoundedDown(long part, long total, String expected) {
    assertThat(Figures.percent(part, total)).isEqualTo(expected);
  }

  private static String text(Verdict verdict, Detail detail) throws IOException {
    StringBuilder out = new StringBuilder();
    new TextReport(detail, false).write(verdict, Verdicts.CONTEXT, out);
    return out.toString();
  }
}
