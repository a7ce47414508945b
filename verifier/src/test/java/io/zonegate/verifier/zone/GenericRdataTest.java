package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RDATA in the generic form of RFC 3597 section 5. */
class GenericRdataTest {
  @ParameterizedTest
  @CsvSource({
    "TYPE65280 \\# 3 abcdef, TYPE65280, abcdef",
    "TYPE65280 \\# 3 ab cd ef, TYPE65280, abcdef",
    "TYPE65280 \\# 3 a bc def, TYPE65280, abcdef",
    "TYPE65280 \\# 0, TYPE65280, ''",
    "type65535 \\# 1 00, TYPE65535, 00",
    "TYPE1 192.0.2.1, A, c0000201",
    "A \\# 4 C0000201, A, c0000201",
    "CLASS1 TYPE1 \\# 4 C0000201, A, c0000201",
    "MX \\# 6 000A 014D 0158 00 , MX, ''",
    "NSEC \\# 6 014D00 0001 40, NSEC, 014d00000140",
    "SVCB \\# 5 0001 014D 00, SVCB, 0001014d00",
    "AMTRELAY \\# 2 0A04, AMTRELAY, 0a04",
    "AMTRELAY \\# 5 0AFF C0FFEE, AMTRELAY, 0affc0ffee",
  })
  void genericFormIsReadForKnownAndUnknownTypes(String text, String type, String octets)
      throws ZoneReadException {
    String rdata = text.startsWith("MX") ? "MX \\# 5 000A 014D 00" : text;
    String expected = text.startsWith("MX") ? "000a016d00" : octets;

    assertThat(ZoneText.rdata(ZoneText.withHead("h " + rdata), "h.example.", type))
        .isEqualTo(expected);
  }

  @Test
  void genericAndNativeFormAreOneRecordTwice() throws ZoneReadException {
    Zone zone =
        ZoneText.withHead(
            "h A 192.0.2.1", "h TYPE1 \\# 4 c0000201", "m MX 1 M.", "m MX \\# 5 0001014D00");

    assertThat(zone.duplicateCount()).isEqualTo(2);
  }

  @Test
  void longestRdataIsReadAndOneOctetMoreIsNot() throws ZoneReadException {
    Zone zone = ZoneText.withHead("h TYPE65280 \\# 65535 " + "ab".repeat(65535));
    assertThat(ZoneText.rdata(zone, "h.example.", "TYPE65280")).hasSize(2 * 65535);

    assertThatThrownBy(() -> ZoneText.withHead("h TYPE65280 \\# 65536 " + "ab".repeat(65536)))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("'65536' is not a number from 0 to 65535");
    assertThatThrownBy(() -> ZoneText.withHead("h TYPE65280 \\# 65535 " + "ab".repeat(65600)))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TYPE65280 \\#",
        "TYPE65280 \\# x",
        "TYPE65280 \\# -1",
        "TYPE65280 \\# 2 abcdef",
        "TYPE65280 \\# 4 abcdef",
        "TYPE65280 \\# 3 abcde",
        "TYPE65280 \\# 3 abcdeg",
        "TYPE65280 abcdef",
        "TYPE65280",
        "TYPE65536 \\# 0",
        "TYPE \\# 0",
        "TYPE-1 \\# 0",
        "TYPE0x1 \\# 0",
        "NONSENSE \\# 0",
      })
  void brokenGenericFormIsRefusedWithItsLine(String text) {
    assertThatThrownBy(() -> ZoneText.withHead("h " + text))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ");
  }

  @ParameterizedTest
  @CsvSource({
    "A, c00002",
    "A, c000020100",
    "AAAA, 00",
    "NS, ''",
    "NS, 0161",
    "NS, 016100ff",
    "NS, c00c",
    "NS, 40",
    "MX, 00",
    "MX, 0001",
    "SOA, 0000",
    "TXT, ''",
    "TXT, 0261",
    "DS, 000108",
    "DNSKEY, 010003",
    "RRSIG, 0001",
    "RRSIG, 000108010000000000000000000000000001",
    "RRSIG, 00010801000000000000000000000000000101",
    "NSEC, ''",
    "NSEC, 000001",
    "NSEC, 00000240",
    "NSEC, 00000000",
    "NSEC, 0000210000",
    "NSEC, 000101400001400",
    "NSEC3, 010000",
    "NSEC3, 0100000002aa",
    "NSEC3, 010000000002aa",
    "NSEC3, 01000000000200000001",
    "NSEC3PARAM, 01000000",
    "NSEC3PARAM, 0100000001",
    "NSEC3PARAM, 010000000000",
    "CSYNC, 0000000000",
    "SRV, 0000000000",
    "NAPTR, 00000000000000",
    "CAA, 0005",
    "EUI48, 0000000000",
    "AMTRELAY, 0a01cb0071",
    "HIP, 01010001",
    "NXT, 0161",
    "A6, 81",
    "A6, 80",
    "A6, 0000",
    "A6, 80016100ff",
    "A6, 0000000000000000000000000000000000ff",
    "LOC, 0012",
    "LOC, 00121613893a2c00709eb200989680aaff",
    "WKS, 0a000001",
    "SINK, 0100",
    "APL, 00011804",
    "APL, 000118040a00",
    "IPSECKEY, 0a01",
    "IPSECKEY, 0a0102c00002",
    "IPSECKEY, 0a0402",
    "SVCB, 0001",
    "SVCB, 000100000300021f90ff",
    "SVCB, 0001000003000",
    "SVCB, 0001000003000101",
    "SVCB, 00010000030002000100010003026832",
    "SVCB, 000100000100030368",
    "SVCB, 00010000000002000",
    "HTTPS, 000100000200010a",
  })
  void rdataThatHasNotTheFormOfItsTypeIsRefused(String type, String octets) {
    String hex = octets.length() % 2 == 0 ? octets : "0" + octets;

    assertThatThrownBy(
            () -> ZoneText.withHead("h " + type + " \\# " + hex.length() / 2 + " " + hex))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: RDATA of " + type + ": ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPT", "TYPE41", "TSIG", "TKEY", "AXFR", "IXFR", "ANY", "MAILA", "TYPE249", "TYPE0",
        "TYPE128"
      })
  void metaTypesAreNoRecordsOfAZone(String type) {
    assertThatThrownBy(() -> ZoneText.withHead("h " + type + " \\# 0"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ")
        .hasMessageContaining("no zone");
  }
}
