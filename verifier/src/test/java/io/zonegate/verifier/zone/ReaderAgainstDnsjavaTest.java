package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** dnsjava as oracle: the same text read both ways gives the same records. */
class ReaderAgainstDnsjavaTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "h A 192.0.2.1",
        "h A 0.0.0.0",
        "h AAAA 2001:db8::1",
        "h AAAA ::",
        "h AAAA ::ffff:192.0.2.1",
        "h AAAA 2001:DB8:0:0:8:800:200C:417A",
        "h NS Ns1.Elsewhere.",
        "h CNAME Target",
        "h DNAME Target.Elsewhere.",
        "h PTR Target",
        "h MB Box",
        "h MG Group",
        "h MR Renamed",
        "h MD Old",
        "h MF Older",
        "h MINFO Box Errors",
        "h MX 10 Mail",
        "h MX 0 .",
        "h AFSDB 1 Afs",
        "h RT 10 Relay",
        "h KX 10 Kx",
        "h PX 10 Map822 Mapx400",
        "h RP Mbox Txt",
        "h SRV 0 65535 53 Server",
        "h NAPTR 100 50 \"s\" \"z3950+I2L+I2C\" \"\" _Z3950._tcp",
        "h NAPTR 100 10 \"U\" \"E2U+sip\" \"!^.*$!sip:info@example.com!\" .",
        "h TXT one",
        "h TXT one \"two words\" \"\" thr\\101e \"qu\\\"ote\" \"semi;colon\" a\\;b",
        "h SPF \"v=spf1 -all\"",
        "h HINFO \"Gen PC\" NetBSD",
        "h X25 311061700956",
        "h ISDN 150862028003217 004",
        "h ISDN 150862028003217",
        "h GPOS -22.6882 116.8652 250.0",
        "h NSAP 0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00",
        "h LOC 42 21 54 N 71 06 18 W -24m 30m",
        "h LOC 52 N 5 E 0m",
        "h WKS 192.0.2.1 tcp smtp domain",
        "h APL 1:192.168.32.0/21 !1:192.168.38.0/28 2:FF00:0:0:0:0:0:0:0/8",
        "h CERT PKIX 1 RSASHA256 AQIDBA==",
        "h CERT 3 0 0 AQIDBAUG",
        "h DS 60485 5 1 2BB183AF5F22588179A53B0A 98631FAD1A292118",
        "h CDS 0 0 0 00",
        "h DLV 1 13 2 0000000000000000000000000000000000000000000000000000000000000000",
        "h SSHFP 1 1 123456789abcdef67890123456789abcdef67890",
        "h TLSA 3 1 1 d2abde240d7cd3ee6b4b28c54df034b9 7983a1d16e8a410e4561cb106618e971",
        "h SMIMEA 3 0 0 aabb",
        "h DNSKEY 257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0d xCjjnopKl+GqJxpVXckHAeF+KkxLbxIL",
        "h CDNSKEY 0 3 0 AA==",
        "h KEY 512 255 1 AQIDBA==",
        "h DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=",
        "h OPENPGPKEY AQIDBAUGBwg=",
        "h CAA 0 issue \"ca.example.net; policy=ev\"",
        "h CAA 128 iodef mailto:security@example.com",
        "h URI 10 1 \"ftp://ftp1.example.com/public;type=a\"",
        "h IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
        "h IPSECKEY 10 2 2 2001:db8::1 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
        "h IPSECKEY 10 3 2 Gateway.Example.com. AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
        "h IPSECKEY 10 0 2 . AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==",
        "h SVCB 0 Alias.Elsewhere.",
        "h SVCB 1 Foo alpn=h2,h3 port=8443 ipv4hint=192.0.2.1 ipv6hint=2001:db8::1",
        "h HTTPS 1 . alpn=h2 no-default-alpn mandatory=alpn ech=AAAA",
        "h HTTPS 16 Foo key667=\"hello\\210qoo\"",
        "h NXT Next.Example. A MX NXT",
        "h A6 64 ::1 Foo.Bar.",
        "h A6 0 2001:db8::1",
        "h NSEC Next.Example. A MX RRSIG NSEC TYPE1234",
        "h NSEC \\000.Host A",
        "ji6neoaepv8b5o6k4ev33abha8ht9fgc NSEC3 1 1 12 aabbccdd ( "
            + "2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG )",
        "ji6neoaepv8b5o6k4ev33abha8ht9fgc NSEC3 1 0 0 - 2vptu5timamqttgl4luu9kg21e0aor3s",
        "@ NSEC3PARAM 1 0 12 AABBCCDD",
        "@ NSEC3PARAM 1 0 0 -",
        "h RRSIG A 5 2 86400 20380119031408 20380119031407 2642 Example. AQIDBAUGBwg=",
        "h RRSIG TYPE65280 13 2 86400 4294967295 0 2642 example. AQIDBAUGBwg=",
        "h SIG A 5 2 86400 20300101000000 20200101000000 2642 Example. AQIDBAUGBwg=",
        "@ ZONEMD 2018031500 1 1 ( c68090d90a7aed716bc459f9340e3d7c1370d4d24b7e2fc3a1ddc0b9a87153b9"
            + " a9713b3c9ae5cc27777f98b8e730044c )",
        "h TYPE65280 \\# 3 abcdef",
        "h TYPE65280 \\# 0",
        "h A \\# 4 C0 00 0201",
        "h CLASS1 TYPE1 \\# 4 C0000201",
        "h in a 192.0.2.1",
        "h 1h2m IN A 192.0.2.1",
        "h IN 1W A 192.0.2.1",
        "HOST.Sub\\.Dot.EXAMPLE. A 192.0.2.1",
        "\\072\\000\\255\\;\\\"\\( A 192.0.2.1",
        "*.wild A 192.0.2.1",
        "h\tTXT\ta ( b ; comment with ) and \"\n c ) d",
        "(h\n\n A\n 192.0.2.1 ; end\n)",
        "h A 192.0.2.1\n  MX 10 a\n\tTXT blank-owner",
        "$ORIGIN sub.example.\nh A 192.0.2.1\n$ORIGIN deep.sub.example.\n@ A 192.0.2.2\nh A 192.0.2.3",
        "$TTL 1d\nh A 192.0.2.1\n$TTL 2d\ni A 192.0.2.1\nj 5 A 192.0.2.1\nk A 192.0.2.1",
        "h A 192.0.2.1\r\ni A 192.0.2.2\r\n",
        "; only a comment follows\n\n   \n\t; and blank lines\nh A 192.0.2.1",
        "$GENERATE 1-3 g$ A 192.0.2.$",
        "$GENERATE 0-6/2 g${1,3,d} CNAME t${0,2,x}",
      })
  void textGivesTheSameRecords(String text) throws IOException, ZoneReadException {
    String whole = ZoneText.HEAD + text;

    assertThat(ZoneText.records(ZoneText.read(whole)))
        .hasSizeGreaterThan(3)
        .isEqualTo(DnsjavaOracle.records(whole));
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void textMadeAtRandomGivesTheSameRecords(int seed) throws IOException, ZoneReadException {
    String text = new RandomText(new Random(seed)).zone(60);

    assertThat(ZoneText.records(ZoneText.read(text)))
        .as(text)
        .isEqualTo(DnsjavaOracle.records(text));
  }
}
