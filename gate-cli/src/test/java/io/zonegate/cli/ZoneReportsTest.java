package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of verify that show the zone too. */
class ZoneReportsTest {
  @TempDir Path folder;
  private GoodZone zone;
  private Path page;

  @BeforeEach
  void zone() throws IOException {
    zone = GoodZone.in(folder);
    page = folder.resolve("page");
  }

  private Cli.Answer verify(Path source, String... words) {
    return Cli.run(Cli.words(zone.verify(words), source.toString()));
  }

  @Test
  void aPassWithItsPreviousZoneAsAPage() throws IOException {
    verify(zone.signed(), "--previous", zone.signed().toString(), "--html", page.toString())
        .ends(ExitCode.PASS);
    assertThat(page.resolve("report.css")).content().contains("prefers-color-scheme");
    assertThat(page.resolve("index.html"))
        .content()
        .contains("<p class=\"word\">PASS</p>", "DS records at the parent")
        .contains("which signs the DNSKEY RRset", "zone.example. serial 2026110100")
        .contains("Before: serial 2026110100", "15 d from inception");
  }

  @Test
  void aBlockAsAPageAndAsMetrics() throws IOException {
    Path bad = zone.beside("bad.zone", zone.text().replace("2026110100", "2026110107"));
    Path metrics = folder.resolve("zone.prom");
    verify(bad, "--html", page.toString(), "--prom", metrics.toString()).ends(ExitCode.BLOCK);
    assertThat(page.resolve("index.html"))
        .content()
        .contains("<p class=\"word\">BLOCK</p>", "id=\"SIG-VERIFY\"", "What to do");
    assertThat(metrics)
        .content()
        .contains("zonegate_verdict_decision{decision=\"BLOCK\",zone=\"zone.example.\"} 1.0")
        .contains("check=\"SIG-VERIFY\"")
        .contains("phase=\"signatures\"");
  }

  /** Whoever finds a page must not take it for that of a run that came to nothing. */
  @Test
  void thePageOfAnEarlierRunGoesAway() throws IOException {
    verify(zone.signed(), "--html", page.toString()).ends(ExitCode.PASS);
    verify(zone.signed(), "--html", page.toString(), "--policy", "none.toml")
        .ends(ExitCode.CONFIGURATION);
    assertThat(page.resolve("index.html")).doesNotExist();
  }

  @Test
  void aPageThatIsNotOursIsLeftAlone() throws IOException {
    Files.createDirectories(page);
    Path other = Files.writeString(page.resolve("index.html"), "<html>the company</html>");
    verify(zone.signed(), "--html", page.toString())
        .refuses(ExitCode.UNDECIDED, "index.html was not made by zonegate");
    assertThat(other).hasContent("<html>the company</html>");
  }

  @Test
  void metricsDoNotGoIntoTheZone() throws IOException {
    String before = zone.text();
    verify(zone.signed(), "--prom", zone.signed().toString())
        .refuses(ExitCode.USAGE, "a report cannot go to");
    assertThat(zone.text()).isEqualTo(before);
  }

  @Test
  void aPluginSaysOneLineAndEndsWithOneOfFourCodes() throws IOException {
    Cli.Answer good = verify(zone.signed(), "--nagios").ends(ExitCode.PASS);
    assertThat(good.out()).startsWith("ZONEGATE OK - zone zone.example. serial 2026110100: PASS");
    assertThat(good.out().lines()).hasSize(1);
    Path broken = zone.beside("broken.zone", "no | zone\n");
    Cli.Answer unread = verify(broken, "--nagios").ends(ExitCode.UNDECIDED);
    assertThat(unread.out()).startsWith("ZONEGATE UNKNOWN - zone ").doesNotContain("|");
    Cli.Answer late =
        verify(zone.signed(), "--nagios", "--at", "2026-12-20T00:00:00Z").ends(ExitCode.BLOCK);
    assertThat(late.out()).startsWith("ZONEGATE CRITICAL - ").contains("first_expiry=-");
  }

  /** What is no terminal gets whole lines, and no colour. */
  @Test
  void longLinesAreFoldedOnATerminal() {
    String[] words = zone.verify(zone.signed().toString());
    Map<String, String> narrow = Map.of("ZONEGATE_COLUMNS", "80", "NO_COLOR", "1");
    List<String> folded =
        Cli.run(InputStream.nullInputStream(), true, narrow, words).out().lines().toList();
    assertThat(folded).filteredOn(line -> line.length() > 80).isEmpty();
    Cli.Answer piped = Cli.run(InputStream.nullInputStream(), false, narrow, words);
    assertThat(piped.out().lines()).hasSizeLessThan(folded.size()).anyMatch(l -> l.length() > 90);
    assertThat(piped.out()).doesNotContain("\u001b");
    assertThat(Cli.run(InputStream.nullInputStream(), true, Map.of(), words).out())
        .contains("\u001b[32mOK");
  }

  @Test
  void aPluginThatWarnsEndsWithOne() throws IOException {
    Cli.Answer answer =
        verify(zone.signed(), "--nagios", "--at", "2026-12-04T00:00:00Z").ends(ExitCode.WARNING);
    assertThat(answer.out()).startsWith("ZONEGATE WARNING - ");
    assertThat(answer.code().code()).isEqualTo(1);
  }

  @Test
  void aPluginThatIsCalledWronglyIsUnknown() {
    Cli.Answer answer = Cli.run("verify", "--nagios", "--policy", "none.toml", "zone");
    assertThat(answer.ends(ExitCode.UNDECIDED).out()).startsWith("ZONEGATE UNKNOWN - none.toml");
    assertThat(answer.err()).isEmpty();
    assertThat(
            Cli.run("verify", "--nagios", "--format", "json", "zone")
                .ends(ExitCode.UNDECIDED)
                .out())
        .contains("not both");
  }
}
