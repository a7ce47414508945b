package io.zonegate.verifier.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in master files (RFC 1035 section 5.1, RFC 4343). */
class NamesInFilesTest {
  private static final String LABEL63 = "l".repeat(63);

  /** 255 octets with {@code .example.}: 9 octets of it and its root, 246 of labels. */
  private static final String LONGEST =
      LABEL63 + "." + LABEL63 + "." + LABEL63 + "." + "m".repeat(53);

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "h 0168076578616d706c6500",
        "h.example. 0168076578616d706c6500",
        "HOST 04686f7374076578616d706c6500",
        "@ 076578616d706c6500",
        "example. 076578616d706c6500",
        "a\\.b 03612e62076578616d706c6500",
        "\\000\\255 0200ff076578616d706c6500",
        "\\065\\066 026162076578616d706c6500",
        "\\@ 0140076578616d706c6500",
        "@x 024078076578616d706c6500",
        "* 012a076578616d706c6500",
        "\\* 012a076578616d706c6500",
        "a\\;b\\(c\\) 06613b62286329076578616d706c6500",
        "\\\\ 015c076578616d706c6500",
        "\\$x 022478076578616d706c6500",
        "_a-1/2 065f612d312f32076578616d706c6500",
      })
  void ownerIsReadAsLowerCaseWireForm(String text, String octets) throws ZoneReadException {
    Zone zone = ZoneText.withHead(text + " TXT x");
    byte[] wire = new byte[256];

    int txt = -1;
    for (int o = 0; o < zone.owners(); o++) {
      txt = zone.findRrset(o, 16) >= 0 ? o : txt;
    }
    assertThat(Arrays.copyOf(wire, zone.ownerWire(txt, wire, 0))).isEqualTo(ZoneText.hex(octets));
  }

  @Test
  void nameOf255OctetsIsReadAndOneOf256IsNot() throws ZoneReadException {
    Zone zone = ZoneText.withHead(LONGEST + " A 192.0.2.1", "x CNAME " + LONGEST);

    assertThat(zone.ownerWire(ZoneText.owner(zone, LONGEST + ".example."), new byte[256], 0))
        .isEqualTo(255);
    assertThat(ZoneText.rdata(zone, "x.example.", "CNAME")).hasSize(2 * 255);
    for (String tooLong : new String[] {LONGEST + "m", LONGEST + "m.example.", "x." + LONGEST}) {
      assertThatThrownBy(() -> ZoneText.withHead(tooLong + " A 192.0.2.1"))
          .isInstanceOf(ZoneReadException.class)
          .hasMessageStartingWith("test.zone:6: name '")
          .hasMessageContaining("255");
      assertThatThrownBy(() -> ZoneText.withHead("x CNAME " + tooLong))
          .isInstanceOf(ZoneReadException.class)
          .hasMessageStartingWith("test.zone:6: name '");
    }
  }

  @Test
  void nameOf127LabelsIsRead() throws ZoneReadException {
    String most = "a.".repeat(123) + "example.";

    Zone zone = ZoneText.withHead(most + " A 192.0.2.1");

    assertThat(ZoneText.owners(zone)).contains(most);
    assertThat(zone.structure().empties()).isEqualTo(122);
  }

  @Test
  void labelOf64OctetsIsRefused() throws ZoneReadException {
    assertThat(ZoneText.owners(ZoneText.withHead(LABEL63 + " A 192.0.2.1")))
        .contains(LABEL63 + ".example.");
    assertThatThrownBy(() -> ZoneText.withHead("x" + LABEL63 + " A 192.0.2.1"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("a label of 64 octets, over 63");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".a", "..", "a\\25x", "a\\256", "a\\", "a\\2", "\"\""})
  void brokenNameIsRefusedAsOwnerAndInRdata(String name) {
    assertThatThrownBy(() -> ZoneText.withHead(name + " A 192.0.2.1"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ");
    assertThatThrownBy(() -> ZoneText.withHead("x CNAME " + name))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ");
  }

  @Test
  void namesInRdataAreLowerCaseOnlyWhereCanonicalFormSaysSo() throws ZoneReadException {
    Zone zone = ZoneText.withHead("h MX 1 MAIL", "h NSEC NEXT A", "h SVCB 1 SVC", "h TALINK A B");

    assertThat(ZoneText.rdata(zone, "h.example.", "MX")).contains("046d61696c");
    assertThat(ZoneText.rdata(zone, "h.example.", "NSEC")).startsWith("044e455854");
    assertThat(ZoneText.rdata(zone, "h.example.", "SVCB")).contains("03535643");
    assertThat(ZoneText.rdata(zone, "h.example.", "TALINK")).startsWith("0141").contains("0142");
  }

  @Test
  void rootZoneIsReadWithAndWithoutOrigin() throws ZoneReadException {
    String text =
        """
        . 86400 IN SOA a.root. n.root. 1 2 3 4 5
        . 518400 IN NS a.root.
        Com. 172800 IN NS a.gtld.
        """;
    for (byte[] origin : new byte[][] {null, {0}}) {
      Zone zone =
          ZoneSource.read(new ByteArrayInputStream(text.getBytes(US_ASCII)), "root", origin);
      assertThat(zone.apexName()).isEqualTo(".");
      assertThat(ZoneText.owners(zone)).containsExactly(".", "com.");
      assertThat(zone.apexKeyLength()).isZero();
    }
  }

  @Test
  void presentFormReadsBackAsTheSameName() {
    byte[] wire = new byte[64 + 1];
    wire[0] = 63;
    for (int start = 0; start < 256; start += 63) {
      for (int i = 0; i < 63; i++) {
        wire[1 + i] = (byte) Math.min(255, start + i);
      }
      assertThat(NameText.wire(NameText.present(wire, 0))).isEqualTo(wire);
    }
  }

  @Test
  void blankOwnerIsTheOneOfTheRecordBefore() throws ZoneReadException {
    Zone zone =
        ZoneText.withHead("a A 192.0.2.1", "$ORIGIN sub.example.", " TXT still-a", "\t MX 1 b");

    int a = ZoneText.owner(zone, "a.example.");
    assertThat(zone.findRrset(a, 16)).isPositive();
    assertThat(zone.findRrset(a, 15)).isPositive();
  }

  @Test
  void fileThatStartsWithABlankOwnerIsRefused() {
    assertThatThrownBy(() -> ZoneText.read("  IN SOA a b 1 2 3 4 5\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessage("test.zone:1: the first record has no owner name");
  }

  @Test
  void relativeNameWithoutAnyOriginIsRefused() {
    assertThatThrownBy(
            () ->
                ZoneSource.read(
                    new ByteArrayInputStream("x 1 A 192.0.2.1\n".getBytes(US_ASCII)), "f", null))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("f:1: name 'x' is relative and no origin is known");
  }
}
