package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class MasterReaderTest {

  private static final Name ZONE = Name.fromConstantString("demo.");
  private static final String HEAD = "$TTL 3600\n@ SOA ns1 h 1 2 3 4 5\n@ NS ns1\n";

  @TempDir Path folder;

  private UnsignedZone read(String text) throws IOException {
    Path file = folder.resolve("zone");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    return MasterReader.read(file, ZONE);
  }

  private void refused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ZoneInputException.class)
        .hasMessageContainingAll(parts);
  }

  private static List<String> owners(UnsignedZone zone) {
    return zone.nodes().stream().map(n -> n.owner().toString()).toList();
  }

  /** Many times what is read of a file at once, so that every kind of line lies on its border. */
  @Test
  void linesAreReadWhereverTheyLie() throws IOException {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < 20_000; i++) {
      String end = i % 3 == 0 ? "\n" : i % 3 == 1 ? "\r\n" : " ; comment (\n\t \n";
      text.append("n").append(i).append("\tA 192.0.2.").append(i % 256).append(end);
    }
    String longLine = "long TYPE65000 \\# 65000 " + "0f".repeat(65_000) + "\n";
    UnsignedZone zone = read(text + longLine);
    assertThat(zone.nodes()).hasSize(20_002);
    assertThat(zone.nodes().stream().filter(n -> n.set(Type.A) != null)).hasSize(20_000);
    assertThat(owners(zone)).contains("n0.demo.", "n19999.demo.", "long.demo.");
    long lines = text.chars().filter(c -> c == '\n').count();
    refused(text + longLine + "x A 192.0.2.1 (\n) y\n", ":" + (lines + 2) + ": ");
    refused(text + "x A 192.0.2.1", ":" + (lines + 1) + ": ", "the file ends inside a line");
  }

  @Test
  void readsOriginsTtlsClassesAndParentheses() throws IOException {
    UnsignedZone zone =
        read(
            HEAD
                + """
                $ORIGIN sub
                a 1h30m IN A 192.0.2.1 ; comment
                b IN 60 A 192.0.2.2
                  A ( 192.0.2.3 ; inside
                  )
                $ORIGIN demo.
                $TTL 1d
                c TXT ( "one (1)" ; two
                   "three;" )
                """
                    .replace("  A ( 192", "  60 A ( 192"));

    assertThat(owners(zone)).containsExactly("demo.", "c.demo.", "a.sub.demo.", "b.sub.demo.");
    assertThat(zone.nodes().get(2).set(Type.A).ttl()).isEqualTo(5400);
    assertThat(zone.nodes().get(3).set(Type.A).rdata()).hasSize(2);
    assertThat(zone.nodes().get(1).set(Type.TXT).ttl()).isEqualTo(86_400);
    assertThat(RecordText.of(Type.TXT, zone.nodes().get(1).set(Type.TXT).rdata().get(0)))
        .isEqualTo("TXT \"one (1)\" \"three;\"");
  }

  @Test
  void ordersNamesAsTheRfcDoes() throws IOException {
    // RFC 4034, 6.1, with demo. in place of example.
    UnsignedZone zone =
        read(
            HEAD
                + "zABC.a A 192.0.2.1\n\\200.z A 192.0.2.1\n*.z A 192.0.2.1\nz A 192.0.2.1\n"
                + "yljkjljk.a A 192.0.2.1\n\\001.z A 192.0.2.1\nZ.a A 192.0.2.1\na A 192.0.2.1\n");
    assertThat(owners(zone))
        .containsExactly(
            "demo.",
            "a.demo.",
            "yljkjljk.a.demo.",
            "Z.a.demo.",
            "zABC.a.demo.",
            "z.demo.",
            "\\001.z.demo.",
            "*.z.demo.",
            "\\200.z.demo.");
  }

  @Test
  void octetsZeroAndOneKeepTheirOrder() throws IOException {
    UnsignedZone zone =
        read(
            HEAD
                + "\\000 A 192.0.2.1\nx.\\000 A 192.0.2.1\n\\000\\000 A 192.0.2.1\n\\000\\001 A 192.0.2.1\n"
                + "\\001 A 192.0.2.1\n\\002 A 192.0.2.1\n");
    assertThat(owners(zone))
        .containsExactly(
            "demo.",
            "\\000.demo.",
            "x.\\000.demo.",
            "\\000\\000.demo.",
            "\\000\\001.demo.",
            "\\001.demo.",
            "\\002.demo.");
  }

  @Test
  void knowsCutsAndDnames() throws IOException {
    UnsignedZone zone =
        read(
            HEAD
                + "c NS x.c\nx.c A 192.0.2.1\ny.x.c NS z\nd DNAME e.\nf.d A 192.0.2.1\ncc A 192.0.2.1\n");
    assertThat(zone.nodes())
        .extracting(n -> n.owner() + " " + n.kind())
        .containsExactly(
            "demo. AUTHORITATIVE",
            "c.demo. DELEGATION",
            "x.c.demo. OCCLUDED",
            "y.x.c.demo. OCCLUDED",
            "cc.demo. AUTHORITATIVE",
            "d.demo. AUTHORITATIVE",
            "f.d.demo. OCCLUDED");
  }

  @Test
  void keepsTheCaseOfNamesInRdataAndDropsDuplicates() throws IOException {
    RrSet ns = read(HEAD + "@ NS NS1.demo.\n@ NS B\n").apexNode().set(Type.NS);
    assertThat(ns.rdata())
        .extracting(r -> RecordText.of(Type.NS, r))
        .containsExactly("NS B.demo.", "NS ns1.demo.");
  }

  @Test
  void placesAreReadAsServersReadThem() throws IOException {
    UnsignedZone zone = read(HEAD + "p LOC 51 3 S 37 10 13.838 E ( ; a comment\n -53168.66 )\n");
    assertThat(zone.nodes().get(zone.nodes().size() - 1).set(Type.LOC).rdata())
        .extracting(HexFormat.of()::formatHex)
        .containsExactly("00121613750bbd6087f9d64e0047757e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a RRSIG A 13 2 3600 20260101000000 20250101000000 1 demo. AAAA|a.demo. RRSIG is in the zone: it is signed already",
        "a NSEC b A|a.demo. NSEC is in the zone: it is signed already",
        "@ NSEC3PARAM 1 0 0 -|demo. NSEC3PARAM is in the zone: it is signed already",
        "a DS 1 13 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF|a.demo. has a DS but is no delegation",
        "@ DS 1 13 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF|demo. has a DS but is no delegation",
        "a SOA n h 1 2 3 4 5|a.demo. SOA is not at the apex",
        "@ SOA n h 9 2 3 4 5|the zone has 2 SOA records",
        "@ CNAME b|demo. has a CNAME and other records",
        "@ 99 NS b|TTL 99 of demo. NS differs from the TTL 3600 in line 3",
        "a.example. A 192.0.2.1|owner a.example. is outside the zone demo.",
        "a CH A 192.0.2.1|class CH; only IN is signed",
        "a LOC 91 N 0 E 0|LOC record of a.demo. is wrong",
        "a WKS 192.0.2.1 6 25 1|WKS record of a.demo. is wrong",
        "a A 192.0.2|A record of a.demo. is wrong",
        "a 2147483648 A 192.0.2.1|TTL \"2147483648\" is not a number of seconds from 0 to 2147483647",
        "a 99999999999 A 192.0.2.1|TTL \"99999999999\" is not",
        "a BLA x|type \"BLA\" is not known",
        "a|no type after the owner name",
        "a DNSKEY 256 3 15 %%%|DNSKEY record of a.demo. is wrong",
        "$INCLUDE x|$INCLUDE is not followed",
        "$GENERATE 1-2 a A 192.0.2.1|$GENERATE is not expanded",
        "$BLA x|directive $BLA is not known",
        "a TXT \"x|a quoted text does not end on its line",
        "a A ) 192.0.2.1|a closing parenthesis without an opening one",
        "a A ( 192.0.2.1|the file ends inside parentheses",
        "a..b A 192.0.2.1|name \"a..b\" is wrong",
        "a TYPE255 \\# 0|a.demo. ANY is no type of a zone's data",
      })
  void refusesWithLineAndReason(String added, String reason) {
    refused(HEAD + added + "\n", "zone:" + (added.startsWith("@ SOA") ? 2 : 4) + ": ", reason);
  }

  @Test
  void refusesWhatIsNoZone() throws IOException {
    refused("", "no SOA record at demo.; is the file whole, and of this zone?");
    refused("$TTL 1\n@ NS a\n", "no SOA record at demo.");
    refused("$TTL 1\n@ SOA n h 1 2 3 4 5\n", "zone:2: the zone has no NS record at demo.");
    refused("@ SOA n h 1 2 3 4 5\n", "zone:1: no TTL, and no $TTL before it");
    refused(" A 192.0.2.1\n", "zone:1: the first record has no owner name");
    refused(HEAD + "a A 192.0.2.1", "zone:4: the file ends inside a line");
    refused(HEAD + "\u0000\u0001\u0002", "zone:4: control character 0; this is not a master file");
    refused(
        HEAD + "a TXT " + "x".repeat(10_000_000) + "\n",
        "zone:4: the entry is longer than 266236 characters");
    refused(HEAD + "a".repeat(300) + " A 192.0.2.1\n", "zone:4: name");
    refused(HEAD + "a \\", "zone:4: a backslash has nothing after it");
    assertThatThrownBy(() -> MasterReader.read(folder, ZONE))
        .isInstanceOf(ZoneInputException.class)
        .hasMessageContaining("is a folder");
    assertThatThrownBy(() -> MasterReader.read(folder.resolve("none"), ZONE))
        .isInstanceOf(ZoneInputException.class)
        .hasMessageContaining("file not found");
  }
}
