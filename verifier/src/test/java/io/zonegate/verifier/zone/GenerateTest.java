package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code $GENERATE}, with BIND as oracle. */
class GenerateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$GENERATE 1-3 h-$ A 192.0.2.$",
        "$GENERATE 1-9/4 h-$ A 192.0.2.$",
        "$GENERATE 7-7 h$h$ A 192.0.2.$",
        "$GENERATE 1-3 h$ 300 IN A 192.0.2.$",
        "$GENERATE 1-3 h$ IN 300 A 192.0.2.$",
        "$GENERATE 0-17/5 h${0,3} A 192.0.2.${10}",
        "$GENERATE 0-40/8 h${0,4,x}.${0,2,X}.${0,3,o}.${5,0,d} A 192.0.2.$",
        "$GENERATE 1-3 h$ MX \"0 mail$.example.\"",
        "$GENERATE 1-3 h$ TXT \"two $\"",
        "$GENERATE 1-3 h$ TXT \"\\\"one $\\\"\"",
        "$GENERATE 1-2 a$$b$ CNAME c\\$$",
        "$GENERATE 1-2 a\\\\$ CNAME x",
        "$GENERATE 1-2 @ TXT t$",
        "$GENERATE 1-3 $TTL 1 A 192.0.2.1",
        "$GENERATE 10-12 ${0,3,n}.rev PTR h$",
        "$GENERATE 10-12 ${0,5,N}.rev PTR h$",
        "$GENERATE 300-301 ${0,1,n}.rev PTR h$",
        "$GENERATE 3-5 h${-3} A 192.0.2.$",
        "$GENERATE 1-2 h$ AAAA 2001:db8::${0,0,x}",
      })
  void directiveGivesWhatBindMakesOfIt(String line, @TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("g.zone"), ZoneText.HEAD + line + "\n");
    Peer.run(
        folder,
        "named-compilezone",
        "-i",
        "none",
        "-k",
        "ignore",
        "-n",
        "ignore",
        "-F",
        "raw",
        "-o",
        "g.raw",
        "example.",
        "g.zone");

    assertThat(ZoneText.records(ZoneSource.read(text, null)))
        .hasSizeGreaterThan(3)
        .isEqualTo(ZoneText.records(ZoneSource.read(folder.resolve("g.raw"), null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$GENERATE",
        "$GENERATE 1-3",
        "$GENERATE 1-3 h$ A",
        "$GENERATE 3-1 h$ A 192.0.2.$",
        "$GENERATE 1-3/0 h$ A 192.0.2.$",
        "$GENERATE 1 h$ A 192.0.2.$",
        "$GENERATE -1-3 h$ A 192.0.2.1",
        "$GENERATE 0-65536 h$ A 192.0.2.1",
        "$GENERATE 0-9999999999 h$ A 192.0.2.1",
        "$GENERATE 1-3 h${-2} A 192.0.2.1",
        "$GENERATE 1-3 h${0,0,z} A 192.0.2.1",
        "$GENERATE 1-3 h${0 A 192.0.2.1",
        "$GENERATE 1-3 $INCLUDE x A 192.0.2.1",
        "$GENERATE 250-260 h$ A 192.0.2.$",
        "$GENERATE 1-3 h$ A \"192.0.2.$\n\"",
        "$GENERATE 1-3 h$ TXT \"( $\"",
        "$GENERATE 1-3 h${0,999} A 192.0.2.1",
      })
  void directiveThatMakesNoSenseIsRefusedWithItsLine(String line) {
    assertThatThrownBy(() -> ZoneText.withHead("", line))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:7: ");
  }

  @Test
  void recordsBearTheDirectivesLineAndTheOwnerGoesOn() throws ZoneReadException {
    Zone zone = ZoneText.withHead("$GENERATE 1-2 h$ A 192.0.2.$", " TXT after");

    int h2 = ZoneText.owner(zone, "h2.example.");
    assertThat(zone.position(zone.firstRecord(zone.findRrset(h2, 1)))).isEqualTo("test.zone:6");
    assertThat(zone.findRrset(h2, 16)).isPositive();
  }

  @Test
  void theLargestRangeIsRead() throws ZoneReadException {
    assertThat(ZoneText.withHead("$GENERATE 0-65535 h$ A 192.0.2.1").owners()).isEqualTo(65538);
  }
}
