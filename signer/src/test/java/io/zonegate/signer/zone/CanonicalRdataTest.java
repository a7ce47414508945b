package io.zonegate.signer.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

class CanonicalRdataTest {

  private static byte[] wire(String type, String text) throws IOException {
    return Wire.rdata(
        Record.fromString(Name.root, Type.value(type), DClass.IN, 0, text, Name.root));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NS|Ns.EXAMPLE.",
        "MD|Ns.EXAMPLE.",
        "MF|Ns.EXAMPLE.",
        "CNAME|Ns.EXAMPLE.",
        "SOA|Ns.A. Host.B. 1 2 3 4 5",
        "MB|Ns.A.",
        "MG|Ns.A.",
        "MR|Ns.A.",
        "PTR|Ns.A.",
        "MINFO|Ns.A. Ns.B.",
        "MX|16706 Mail.A.",
        "RP|Ns.A. Ns.B.",
        "AFSDB|16706 Ns.A.",
        "RT|16706 Ns.A.",
        "PX|16706 Ns.A. Ns.B.",
        "KX|16706 Ns.A.",
        "SRV|16706 16706 16706 Ns.A.",
        "DNAME|Ns.A.",
      })
  void lowersNamesAndNothingElse(String type, String text) throws IOException {
    byte[] given = wire(type, text);
    byte[] expected = wire(type, text.toLowerCase(Locale.ROOT));
    byte[] kept = given.clone();
    assertThat(given).isNotEqualTo(expected);
    assertThat(CanonicalRdata.of(Type.value(type), given)).isEqualTo(expected);
    assertThat(given).isEqualTo(kept);
  }

  @Test
  void leavesTextBeforeAndAfterNamesAlone() throws IOException {
    byte[] naptr = wire("NAPTR", "100 10 \"U\" \"E2U+SIP\" \"!A!B!\" Ns.A.");
    byte[] lowered = wire("NAPTR", "100 10 \"U\" \"E2U+SIP\" \"!A!B!\" ns.a.");
    assertThat(CanonicalRdata.of(Type.NAPTR, naptr)).isEqualTo(lowered);
    byte[] rrsig = wire("RRSIG", "A 13 2 3600 20260101000000 20250101000000 1 Demo.A. QUJD");
    byte[] rrsigLowered = wire("RRSIG", "A 13 2 3600 20260101000000 20250101000000 1 demo.a. QUJD");
    assertThat(CanonicalRdata.of(Type.RRSIG, rrsig)).isEqualTo(rrsigLowered);
    assertThat(CanonicalRdata.of(Type.SIG, rrsig)).isEqualTo(rrsigLowered);
    // A6 with a prefix of 64 bits: eight octets of address, here letters, then the name Ns.A.
    byte[] a6 = HexFormat.of().parseHex("40" + "4142434445464748" + "024e73014100");
    byte[] a6Lowered = HexFormat.of().parseHex("40" + "4142434445464748" + "026e73016100");
    assertThat(CanonicalRdata.of(Type.A6, a6)).isEqualTo(a6Lowered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NSEC|Next.A. A MX",
        "SVCB|1 Svc.A. alpn=h2",
        "HTTPS|1 Svc.A. alpn=h2",
        "IPSECKEY|10 3 2 Gate.A. AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
        "TXT|\"ABC\"",
        "HINFO|\"ABC\" \"DEF\"",
        "LP|10 Ns.A.",
      })
  void otherTypesStayAsTheyAre(String type, String text) throws IOException {
    byte[] given =
        type.equals("LP") ? HexFormat.of().parseHex("000a024e73014100") : wire(type, text);
    int number = type.equals("LP") ? 107 : Type.value(type);
    assertThat(CanonicalRdata.of(number, given)).isSameAs(given);
    assertThat(RecordText.of(number, given))
        .startsWith(type.equals("LP") ? "LP \\# 8 " : type + " ");
  }
}
