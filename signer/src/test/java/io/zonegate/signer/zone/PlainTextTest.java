package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

class PlainTextTest {

  private static final String DIGEST =
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1DFEFF";

  @ParameterizedTest
  @CsvSource({
    "A, 192.0.2.255, true",
    "AAAA, 2001:DB8::1:0:abcd, true",
    "AAAA, ::ffff:192.0.2.1, false",
    "NS, a-1_b.Example., true",
    "NS, ., false",
    "NS, a\\.b.example., false",
    "NS, a\\001.example., false",
    "NS, *.example., false",
    "NS, \\000.example., false",
    "NS, a\\000.example., false",
    "DS, 65535 255 2 " + DIGEST + ", true",
    "NSEC3, 1 1 0 - 0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM NS DS RRSIG, true",
    "NSEC3, 1 0 50 AABBCC 0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM, true",
    "NSEC3, 1 0 0 - VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVV A TYPE255 CAA TYPE65281 TYPE65534, true",
    "TXT, x, false",
  })
  void isWrittenAsDnsjavaWritesItOrNotAtAll(String type, String text, boolean plain)
      throws IOException {
    int number = Type.value(type);
    Record record =
        Record.fromString(Name.root, number, DClass.IN, 0, new Tokenizer(text), Name.root);
    TextOctets written = new TextOctets(1).append("before ");
    assertThat(PlainText.append(written, number, Wire.rdata(record))).isEqualTo(plain);
    assertThat(written).hasToString("before " + (plain ? record.rdataToString() : ""));
  }

  /** What is no name, or goes on after it, is not written; and no octet outside is looked at. */
  @ParameterizedTest
  @CsvSource({"0161", "016100ff", "0261", "c00c", "''", "016101"})
  void octetsThatAreNoNameAreLeftToDnsjava(String hex) {
    TextOctets written = new TextOctets(1);
    assertThat(PlainText.append(written, Type.NS, HexFormat.of().parseHex(hex))).isFalse();
  }

  @Test
  void aNameInTheMiddleEndsWhereItEnds() {
    TextOctets written = new TextOctets(1).append("x ");
    byte[] octets = HexFormat.of().parseHex("ffff0161026262" + "00ff");
    assertThat(PlainText.name(written, octets, 2)).isEqualTo(8);
    assertThat(written).hasToString("x a.bb.");
  }
}
