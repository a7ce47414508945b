package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SVCB and HTTPS against BIND, and what BIND 9.18 does not know against the RFCs. */
class ServiceParametersTest {
  private static final String LEGAL =
      """
      $ORIGIN example.
      $TTL 3600
      @ SOA ns hostmaster 1 2 3 4 5
       NS ns
      ns A 192.0.2.1
      a SVCB 0 foo.example.com.
      b SVCB 1 .
      c SVCB 16 foo.example.com. port=53
      d SVCB 1 foo.example.com. key667=hello
      e SVCB 1 foo.example.com. key667="hello\\210qoo"
      f SVCB 1 foo.example.com. ipv6hint="2001:db8::1,2001:db8::53:1"
      g SVCB 1 example.com. ipv6hint="2001:db8:122:344::192.0.2.33"
      h SVCB 16 foo.example.org. ( alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1 )
      i SVCB 16 foo.example.org. alpn="f\\\\\\\\oo\\\\,bar,h2"
      j SVCB 16 foo.example.org. alpn=f\\\\\\092oo\\092,bar,h2
      k HTTPS 1 Upper.Case. alpn="h2" no-default-alpn port="8443" ech="AAAA"
      l SVCB 1 . key65535="a b;c\\"d" key7="/q{?dns}"
      m SVCB 1 . mandatory="port" port=0
      n SVCB 1 . alpn=dot dohpath=/dns-query{?dns}
      o SVCB 1 . alpn=h2 ipv4hint=192.0.2.1,192.0.2.2,192.0.2.1
      """;

  @Test
  void parametersHaveTheOctetsThatBindGivesThem(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("svcb.zone"), LEGAL);
    List<String> records = ZoneText.records(ZoneSource.read(text, null));

    assertThat(records).hasSize(18);
    for (String format : List.of("raw", "text")) {
      Path compiled = RdataAgainstBindTest.compile(folder, "svcb.zone", format);
      assertThat(ZoneText.records(ZoneSource.read(compiled, null))).as(format).isEqualTo(records);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          SVCB 1 . key1=\\002h2                     | 0001 00 0001 0003 026832
          SVCB 0 . port=53                          | 0000 00 0003 0002 0035
          SVCB 1 . alpn=h2 ohttp                    | 0001 00 0001 0003 026832 0008 0000
          SVCB 1 . ohttp alpn=h2                    | 0001 00 0001 0003 026832 0008 0000
          SVCB 1 . tls-supported-groups=29,23       | 0001 00 0009 0004 001d 0017
          SVCB 1 . docpath                          | 0001 00 000a 0000
          SVCB 1 . docpath=a,bc                     | 0001 00 000a 0005 0161 026263
          SVCB 1 . key667                           | 0001 00 029b 0000
          SVCB 1 . key667=""                        | 0001 00 029b 0000
          HTTPS 1 A.B. key3="\\000\\053"            | 0001 0141 0142 00 0003 0002 0035
          """)
  void parametersHaveTheOctetsOfTheirRfc(String text, String octets) throws ZoneReadException {
    Zone zone = ZoneText.withHead("h " + text);

    assertThat(ZoneText.rdata(zone, "h.example.", text.split(" ")[0]))
        .isEqualTo(octets.replace(" ", ""));
  }

  /** RFC 9460 appendix D.3, and more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 . key123=abc key123=def",
        "1 . mandatory",
        "1 . alpn",
        "1 . port",
        "1 . ipv4hint",
        "1 . ipv6hint=\"\"",
        "1 . no-default-alpn=abc",
        "1 . mandatory=mandatory",
        "1 . mandatory=key123,key123 key123=abc",
        "1 . alpn= h2",
        "1 . alpn=\"h2,,h3\"",
        "1 . alpn=h2,",
        "1 . alpn=\"\"",
        "1 . port=65536",
        "1 . port=-1",
        "1 . port=0x35",
        "1 . ech=A",
        "1 . ipv4hint=192.0.2.256",
        "1 . ipv4hint=2001:db8::1",
        "1 . ipv6hint=192.0.2.1",
        "1 . key65536=a",
        "1 . key01=a",
        "1 . nonsense=a",
        "1 . \"port=53\"",
        "1 . port=53 key3=\"\\000\\053\"",
        "1 . key3=53a",
        "1 . key0=\"\\000\\000\"",
        "1 . key1=\"\\003h2\"",
        "1 . ohttp=x",
        "1",
        "65536 .",
      })
  void whatHasNotTheFormIsRefusedWithItsLine(String rdata) {
    assertThatThrownBy(() -> ZoneText.withHead("h SVCB " + rdata))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ");
  }
}
