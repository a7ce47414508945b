package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Input that is no zone, or no whole one: UNDECIDED, one message with file, line and reason, whole
 * reports, nothing published.
 */
class BadInputTest {
  @TempDir Path folder;

  /**
   * One bad input.
   *
   * @param said what the message says
   */
  record Bad(String name, Maker maker, List<String> said) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Makes the bad file out of a good zone. */
  @FunctionalInterface
  interface Maker {
    Path make(GoodZone good) throws IOException;
  }

  static Stream<Bad> inputs() {
    return Stream.of(
        bad("not there", z -> z.signed().resolveSibling("none"), ": no such file"),
        bad("a directory", z -> Files.createDirectory(dir(z).resolve("d")), ": is a directory"),
        // This may not be read at offset 0 by anyone, root included.
        bad("unreadable", z -> Path.of("/proc/self/mem"), ": cannot be read: "),
        text("empty", z -> "", ": no record in it"),
        text("blank", z -> " \n;\n\n", ": no record in it"),
        bad(
            "binary garbage",
            z -> bytes(z, garbage(1, 100_000)),
            "octet 0 in the file: not a zone"),
        bad("binary garbage after gzip's mark", z -> bytes(z, gzipMark()), ": cannot be read: "),
        text("cut inside a record", BadInputTest::cut, ":40: the record has no type"),
        bad("cut gzip", z -> bytes(z, cutGzip(z.text())), ": cannot be read: Unexpected end"),
        bad("gzip bomb", BadInputTest::bomb, " unpacks to more than 200 times its size"),
        line("a 10 MB word", "a".repeat(10 << 20) + " 300 IN A 10.0.0.1", "longer than 1048576"),
        line("a 10 MB line", "x 300 IN TXT" + " \"aaaaaa\"".repeat(1 << 20), "longer than 1048576"),
        bad("an open parenthesis", z -> with(z, "x 300 IN TXT ( \"a\""), "the entry of line 21"),
        line("a closing parenthesis", "x 300 IN TXT \"a\" )", "')' without '('"),
        line("an open quote", "x 300 IN TXT \"a", "the quoted string does not end on its line"),
        line("a long name", ("a".repeat(62) + ".").repeat(5) + " 300 IN A 10.0.0.1", "255 octets"),
        line(
            "a long label",
            "b".repeat(64) + ".zone.example. 300 IN A 10.0.0.1",
            "64 octets, over 63"),
        line("a TTL of 2^32", "x 4294967296 IN A 10.0.0.1", "4294967296 is over 2147483647"),
        line("a TTL of 2^31", "x 2147483648 IN A 10.0.0.1", "2147483648 is over 2147483647"),
        line("a TTL far over", "x " + "9".repeat(40) + " IN A 10.0.0.1", "is over 2147483647"),
        line("no base64", "x 300 IN DNSKEY 256 3 13 !!!!", "'!!!!' is not base64"),
        line("base64 cut short", "x 300 IN DNSKEY 256 3 13 AAAAA", "the base64 data is truncated"),
        line("another class", "x 300 CH TXT \"a\"", "class CH: a zone for the Internet is of"),
        line("an unknown type", "x 300 IN NOTATYPE a", "'NOTATYPE' is not an RR type"),
        line(
            "a name outside",
            "www.elsewhere.test. 300 IN A 10.0.0.1",
            "www.elsewhere.test. is outside"),
        line("an unknown directive", "$FROB a", "unknown directive '$FROB'"),
        line("a generate without end", "$GENERATE 1-99999999999 a$ A 10.0.0.1", "$GENERATE"),
        line("an include of itself", "$INCLUDE bad.zone", "includes itself"),
        line("an include outside", "$INCLUDE ../outside", "$INCLUDE ../outside leads outside"),
        line("an absolute include", "$INCLUDE /etc/passwd", "$INCLUDE /etc/passwd leads outside"),
        line("an include of nothing", "$INCLUDE none", "$INCLUDE none in "),
        bad("an include by a link", BadInputTest::link, ":1: $INCLUDE link leads outside"),
        bad("two files in a loop", BadInputTest::loop, "b.inc:1: $INCLUDE a.inc includes itself"),
        text("of another zone", BadInputTest::ofAnother, ":1: owner zone.exampel. is outside"));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void isUndecidedWithOneMessageAndWholeReports(Bad bad) throws Exception {
    GoodZone zone = zone();
    Path file = bad.maker.make(zone);
    Path json = folder.resolve("report.json");
    Path junit = folder.resolve("report.xml");
    String[] reports = {"--json", json.toString(), "--junit", junit.toString()};
    Cli.Answer answer =
        Cli.run(
            Cli.words(
                zone.verify(reports), "--origin", GoodZone.ORIGIN.toString(), file.toString()));

    answer.ends(ExitCode.UNDECIDED);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).doesNotContain("\tat ", "java.", "\u0000", "report it");
    JsonNode report = ReportsOfRun.json(json);
    assertThat(report.get("decision").asText()).isEqualTo("UNDECIDED");
    JsonNode read = ReportsOfRun.result(report, "ZONE-READ");
    assertThat(read.get("outcome").asText()).isEqualTo("UNDECIDED");
    String reason = read.get("reason").asText();
    assertThat(reason).contains(bad.said);
    assertThat(reason.length()).as(reason).isLessThan(500);
    assertThat(answer.out()).endsWith(reason + "\n");
    assertThat(
            ReportsOfRun.testcase(ReportsOfRun.junit(junit), "ZONE-READ")
                .getElementsByTagName("error")
                .getLength())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void isNotPublished(Bad bad) throws Exception {
    GoodZone zone = zone();
    Path live = Files.writeString(folder.resolve("live.zone"), "old");
    Cli.Answer answer = Publishing.run(zone, live, bad.maker.make(zone));
    assertThat(answer.ends(ExitCode.UNDECIDED).err())
        .isEqualTo("zonegate: not published; " + live + " is untouched\n");
    assertThat(live).hasContent("old");
  }

  private GoodZone zone() throws IOException {
    Files.writeString(folder.resolve("outside"), "");
    return GoodZone.in(Files.createDirectory(folder.resolve("zones")));
  }

  private static Bad bad(String name, Maker maker, String... said) {
    return new Bad(name, maker, List.of(said));
  }

  /** The good zone's text, changed as a whole. */
  private static Bad text(String name, Change change, String said) {
    return bad(name, z -> z.beside("bad.zone", change.of(z)), said);
  }

  /** Changes the good zone's text. */
  @FunctionalInterface
  private interface Change {
    String of(GoodZone good) throws IOException;
  }

  /** The good zone with one line put in after its twentieth. */
  private static Bad line(String name, String line, String said) {
    return bad(name, z -> with(z, line), "bad.zone:21: ", said);
  }

  private static Path with(GoodZone zone, String line) throws IOException {
    List<String> lines = new ArrayList<>(zone.text().lines().toList());
    lines.add(20, line);
    return zone.beside("bad.zone", String.join("\n", lines) + "\n");
  }

  private static String ofAnother(GoodZone zone) throws IOException {
    return zone.text().replace("zone.example.", "zone.exampel.");
  }

  private static Path dir(GoodZone zone) {
    return zone.signed().getParent();
  }

  private static Path bytes(GoodZone zone, byte[] bytes) throws IOException {
    return Files.write(zone.signed().resolveSibling("bad.zone"), bytes);
  }

  private static byte[] garbage(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] gzipMark() {
    byte[] bytes = garbage(2, 1000);
    bytes[0] = 0x1f;
    bytes[1] = (byte) 0x8b;
    return bytes;
  }

  private static String cut(GoodZone zone) throws IOException {
    String[] lines = zone.text().split("\n");
    lines[39] = lines[39].substring(0, lines[39].indexOf("\tIN\t") + 4);
    return String.join("\n", java.util.Arrays.copyOf(lines, 40));
  }

  private static byte[] cutGzip(String text) throws IOException {
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
  }

  /** Eighty million empty lines. */
  private static Path bomb(GoodZone zone) throws IOException {
    Path file = zone.signed().resolveSibling("bad.zone");
    byte[] block = "\n".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (int i = 0; i < 80; i++) {
        out.write(block);
      }
    }
    return file;
  }

  private static Path link(GoodZone zone) throws IOException {
    Files.createSymbolicLink(zone.signed().resolveSibling("link"), Path.of("../outside"));
    return zone.beside("bad.zone", "$INCLUDE link\n" + zone.text());
  }

  private static Path loop(GoodZone zone) throws IOException {
    zone.beside("a.inc", "$INCLUDE b.inc\n");
    zone.beside("b.inc", "$INCLUDE a.inc\n");
    return zone.beside("bad.zone", zone.text() + "$INCLUDE a.inc\n");
  }
}
