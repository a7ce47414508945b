package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

class PlainRdataTest {

  private static final Name ORIGIN = Name.fromConstantString("Sub.demo.");

  private static byte[] byDnsjava(int type, String text) throws IOException {
    return Wire.rdata(Record.fromString(ORIGIN, type, DClass.IN, 0, new Tokenizer(text), ORIGIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A|192.0.2.1",
        "AAAA|2001:db8::1",
        "AAAA|::ffff:192.0.2.1",
        "NS|a",
        "NS|A.b",
        "NS|Ns1.Example.NET.",
        "NS|x_-9.demo.",
        "DS|12345 13 2 0123456789abcdefABCDEF0123456789abcdef0123456789abcdef0123456789",
        "DS|0 8 4 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void whatIsPlainIsReadAsDnsjavaReadsIt(String type, String text) throws IOException {
    int number = Type.value(type);
    assertThat(PlainRdata.of(number, " " + text + " ", ORIGIN)).isEqualTo(byDnsjava(number, text));
  }

  @Test
  void namesOfTheLongestLabelsAndTheLongestName() throws IOException {
    String label = "x".repeat(63);
    String longest = (label + ".").repeat(3) + "y".repeat(61) + ".";
    assertThat(PlainRdata.of(Type.NS, longest, ORIGIN)).isEqualTo(byDnsjava(Type.NS, longest));
    assertThat(PlainRdata.of(Type.NS, "y" + longest, ORIGIN)).isNull();
    assertThat(PlainRdata.of(Type.NS, "x" + label, ORIGIN)).isNull();
    String relative = (label + ".").repeat(3) + "y".repeat(51);
    assertThat(PlainRdata.of(Type.NS, relative, ORIGIN)).isEqualTo(byDnsjava(Type.NS, relative));
    assertThat(PlainRdata.of(Type.NS, "y" + relative, ORIGIN)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A|192.0.2",
        "A|192.0.2.256",
        "A|192.0.2.1 192.0.2.2",
        "A|''",
        "AAAA|2001:db8::1::2",
        "NS|@",
        "NS|.",
        "NS|a..b",
        "NS|.a",
        "NS|a\\.b",
        "NS|a b",
        "NS|''",
        "DS|1 13 2",
        "DS|1 13 2 0",
        "DS|1 13 2 g123456789abcdefABCDEF0123456789abcdef0123456789abcdef0123456789",
        "DS|1 8 1 0123456789abcdef0123456789abcdef01234567",
        "DS|1 13 2 00 11",
        "DS|65536 13 2 00",
        "DS|1 256 2 00",
        "DS|1 ECDSAP256SHA256 2 00",
        "DS|-1 13 2 00",
        "MX|10 a",
      })
  void whatIsNotPlainIsLeftToDnsjava(String type, String text) {
    assertThat(PlainRdata.of(Type.value(type), text, ORIGIN)).isNull();
  }
}
