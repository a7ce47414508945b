package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.fault.Faults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** Zones that can be read and are bad: BLOCK, whole reports, nothing published. */
class BadZoneTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "key-p256-short, KEY-FORM",
    "key-ed25519-short, KEY-FORM",
    "key-rsa-exponent-zero, KEY-FORM",
    "key-rsa-modulus-of-16384-bits, KEY-FORM",
    "key-rsa-exponent-beyond-end, KEY-FORM",
    "zone-two-soas, ZONE-RULES",
  })
  void blocks(String fault, String check) throws Exception {
    FaultCase zone = Faults.named(fault).prepare(1, Cli.NOW);
    Path signed = Files.write(folder.resolve("bad.zone"), zone.zoneBytes());
    Path unsigned = Files.writeString(folder.resolve("unsigned.zone"), zone.unsigned());
    Path ds = Files.writeString(folder.resolve("dsset-zone.example."), zone.parentDs());
    blocks(new GoodZone(signed, ds, unsigned), signed, check);
  }

  @Test
  void aShortSignature() throws Exception {
    GoodZone zone = GoodZone.in(folder);
    Path bad = zone.beside("bad.zone", zone.text().replaceFirst("[A-Za-z0-9+/]{86}==\n", "AAAA\n"));
    JsonNode result = blocks(zone, bad, "SIG-LENGTH");
    assertThat(result.at("/findings/0/position").asText()).matches("\\Q" + bad + "\\E:[0-9]+");
  }

  @Test
  void aSignatureThatIsNotThere() throws Exception {
    GoodZone zone = GoodZone.in(folder);
    String text = zone.text();
    int line = text.indexOf("\tRRSIG\tSOA ");
    int end = text.indexOf('\n', line);
    Path bad =
        zone.beside(
            "bad.zone",
            text.substring(0, text.lastIndexOf('\n', line) + 1) + text.substring(end + 1));
    blocks(zone, bad, "SIG-COVERAGE");
  }

  /** A file that ends too early at the end of a line can be read; its chain does not close. */
  @Test
  void aFileCutBetweenRecords() throws Exception {
    GoodZone zone = GoodZone.in(folder);
    String[] lines = zone.text().split("(?<=\n)");
    Path bad =
        zone.beside(
            "bad.zone", String.join("", java.util.Arrays.copyOf(lines, lines.length * 2 / 3)));
    blocks(zone, bad, "NSEC3-CHAIN");
    blocks(zone, bad, "ZONE-UNCHANGED");
  }

  private JsonNode blocks(GoodZone zone, Path candidate, String check) throws Exception {
    Path json = folder.resolve("report.json");
    Path junit = folder.resolve("report.xml");
    Path live = Files.writeString(folder.resolve("live.zone"), "old");
    Cli.Answer answer =
        Publishing.run(
            zone, live, candidate, "--json", json.toString(), "--junit", junit.toString());
    answer.ends(ExitCode.BLOCK);
    assertThat(answer.err()).isEqualTo("zonegate: not published; " + live + " is untouched\n");
    assertThat(answer.out()).doesNotContain("\tat ", "java.", "report it");
    assertThat(live).hasContent("old");
    JsonNode result = ReportsOfRun.result(ReportsOfRun.json(json), check);
    assertThat(result.get("blocks").asLong()).as(answer.out()).isPositive();
    Element failure =
        (Element)
            ReportsOfRun.testcase(ReportsOfRun.junit(junit), check)
                .getElementsByTagName("failure")
                .item(0);
    assertThat(failure.getAttribute("type")).isEqualTo(check);
    assertThat(failure.getTextContent()).contains(result.at("/findings/0/text").asText());
    assertThat(Files.readString(junit, StandardCharsets.UTF_8)).contains("failures=");
    return result;
  }
}
