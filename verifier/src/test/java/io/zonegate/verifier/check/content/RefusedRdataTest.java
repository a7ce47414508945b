package io.zonegate.verifier.check.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.zone.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What named-checkzone and a secondary of BIND 9.18.49 say of the same RDATA. */
class RefusedRdataTest {
  @ParameterizedTest
  @CsvSource({
    "X25, 023132",
    "X25, 056162636465",
    "NSAP, ''",
    "ISDN, 0131013200",
    "ISDN, 013101320133",
    "KEY, 0200030D",
    "KEY, C000030D00",
    "KEY, FF00030D01",
    "LOC, 00FF0000800000008000000000989680",
    "LOC, 00050000800000008000000000989680",
    "LOC, 001A0000800000008000000000989680",
    "LOC, 00121613934FD9018000000000989680",
    "LOC, 0012161380000000A69FB20100989680",
    "ATMA, 014161",
    "APL, 0001210A00",
    "APL, 000121040A000001",
    "APL, 000118050A00000101",
    "APL, 0002810120",
    "APL, 0003810100",
    "IPSECKEY, 010002",
    "IPSECKEY, 0101020A000001",
    "IPSECKEY, 010302016100",
    "HIP, 00020000",
    "HIP, 01020000AA",
    "RKEY, 0001010161",
    "CSYNC, 000000010000000100",
    "ZONEMD, 000000010101000102030405060708090A0B",
    "ZONEMD, 0000000101F000010203",
    "SVCB, 000100000000020003",
    "SVCB, 00010000020000",
    "SVCB, 0001000007000A2F7B3F787D2F2F2F2F2F",
    "HTTPS, 000100000700067B3F646E737D",
    "HTTPS, 000100000700082F7B3F646E73787D",
    "CAA, 000061",
    "CAA, 00022D2D61",
  })
  void refused(String type, String rdata) {
    assertThat(fault(type, rdata)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "X25, 0431323334",
    "ISDN, 0131",
    "ISDN, 01310132",
    "ISDN, 0000",
    "NSAP, 00",
    "KEY, C000030D",
    "LOC, 00000000800000008000000000989680",
    "LOC, 00121613934FD900A69FB20000989680",
    "LOC, 00121613 6CB02700 59604E00 00989680",
    "LOC, 01",
    "ATMA, 01303132",
    "APL, ''",
    "APL, 0003810120",
    "APL, 000120040A000001",
    "IPSECKEY, 010000",
    "IPSECKEY, 0100000102",
    "IPSECKEY, 01030101610002",
    "HIP, 01020001AABB",
    "RKEY, 0000010161",
    "CSYNC, 000000010000000101",
    "ZONEMD, 0000000101F0000102030405060708090A0B",
    "SVCB, 000100",
    "SVCB, 000000000100030268 32",
    "SVCB, 0001000001000302683200020000",
    "SVCB, 0001000000000200030003000200 35",
    "SVCB, 000100000700072F7B3F646E737D",
    "HTTPS, 000100000700062F7B646E737D",
    "HTTPS, 0001000007000B2F7B3F612C646E732C627D",
    "CAA, 8005697373756561",
    "A, 0A000001",
  })
  void accepted(String type, String rdata) {
    assertThat(fault(type, rdata)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!bad",
        "!a!b",
        "!(a!b!",
        "1a1b1",
        "iaibi",
        "\\a\\b\\",
        "!a!b!x",
        "!a!b!!",
        "!!b!",
        "!*!b!",
        "!(*a)!b!",
        "![a!b!",
        "!^a$!\\1!",
        "!(a)!\\2!",
        "!a\\!b!"
      })
  void expressionsRefused(String expression) {
    assertThat(naptr(expression)).contains("the regexp ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!a!b!",
        "!a!b!i",
        "!a!b!ii",
        "!a!!",
        "!^(a)$!\\1!",
        "!a)!b!",
        "![(]a!b!",
        "![]a]!b!",
        "![^]a]!b!",
        "!a\\!c!b!",
        "!a\\(!b!",
        "/a/!/"
      })
  void expressionsAccepted(String expression) {
    assertThat(naptr(expression)).isNull();
  }

  private static String fault(String type, String rdata) {
    Function<byte[], String> rule = RefusedRdata.rule(RecordType.parse(type));
    return rule == null ? null : rule.apply(HexFormat.of().parseHex(rdata.replace(" ", "")));
  }

  private static String naptr(String expression) {
    byte[] text = expression.getBytes(StandardCharsets.US_ASCII);
    String strings = "0175" + "00" + HexFormat.of().toHexDigits((byte) text.length);
    return fault("NAPTR", "00010001" + strings + HexFormat.of().formatHex(text) + "00");
  }
}
