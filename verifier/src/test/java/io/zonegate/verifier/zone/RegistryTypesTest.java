package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The types of the IANA registry that {@link RdataAgainstBindTest} does not have, obsolete ones
 * among them: read from text as they are, as BIND writes them, and from BIND's raw form.
 */
class RegistryTypesTest {
  private static final String TYPES =
      """
      $ORIGIN Example.
      $TTL 3600
      @ SOA Ns HostMaster 1 2 3 4 5
       NS Ns
      Ns A 192.0.2.1
      mb MB Foo
      mg MG Foo
      mr MR Foo
      null TYPE10 \\# 2 0102
      wks WKS 10.0.0.1 6 25 80
      wks2 WKS 10.0.0.1 UDP 53
      ptr PTR Foo
      hinfo HINFO "PC\\"x" Linux\\ 2
      minfo MINFO A B
      mx MX 10 Mail
      txt TXT "a b" c\\"d "" "\\200\\000;("
      rp RP A B
      afsdb AFSDB 1 Foo
      x25 X25 311061700956
      isdn ISDN 150862028003217 004
      isdn2 ISDN "150862028003217"
      rt RT 2 Relay
      nsap NSAP 0x47.0005.80.005a00.0000.0001.e133.ffffff000161.00
      nsapptr NSAP-PTR Foo
      key KEY 512 ( 255 1 AQMFD5raczCJHViKtLYhWGz8hMY9UGRuniJDBzC7w0aRyzWZriO6i2odGWWQVucZqKVsENW91IOW4vqudngPZsY3GvQ/xVA8/7pyFj6b7Esga60zyGW6LFe9r8n6paHrlG5ojqf0BaqHT+8= )
      px PX 65535 Foo. Bar.
      gpos GPOS -22.6882 116.8652 250.0
      aaaa AAAA ::ffff:192.0.2.1
      loc LOC 60 9 0.000 N 24 39 0.000 E 10.00m 20.00m 2000.00m 20.00m
      loc2 LOC 60 9 N 24 39 W 0m
      srv SRV 0 1 2 Foo
      atma ATMA 0102
      kx KX 10 Kdc
      cert CERT 65534 65535 PRIVATEOID MxFcby9k/yvedMfQgKzhH5er0Mu/vILz45IkskceFGgiWCn/GxHhai6VAuHAoNUz4YoU1tVfSCSqQYn6//11U6Nld80jEeC8aTrO+KKmCaY=
      cert2 CERT PKIX 1 RSASHA256 AQID
      a6 A6 0 2001:db8::1
      dname DNAME Foo.
      sink SINK 8 0 2 AAAA
      apl APL 1:10.0.0.1/32 !1:10.0.0.0/24 2:fe80::/10
      apl2 APL
      ds DS 12892 8 2 26584835ca80c81c91999f31cfaf2a0e89d4ff1c8fafd0ddb31a85c719277c13
      sshfp SSHFP 4 2 C76D8329954DA2835751E371544E963EFDA099080D6C58DD2BFD9A31D6E162C8
      ipseckey IPSECKEY 10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
      ipseckey0 IPSECKEY 10 0 2 . AQNR
      ipseckey6 IPSECKEY 10 2 2 2001:db8::1 AQNR
      dhcid DHCID AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA=
      tlsa TLSA 3 1 1 a9cdf989b504fe5dca90c0d2167b6550570734f7c763e09fdf88904e06157065
      smimea SMIMEA 1 0 1 efddf0d915c7bdc5782c0881e1b2a95ad099fbdd06d7b1f77982d9364338d955
      openpgpkey OPENPGPKEY AQMFD5raczCJHViKtLYhWGz8hMY9
      cds CDS 0 0 0 00
      cdnskey CDNSKEY 0 3 0 AA==
      zonemd ZONEMD 2018031500 1 1 FEBE3D4CE2EC2FFA4BA99D46CD69D6D29711E55217057BEE7EB1A7B641A47BA7FED2DD5B97AE499FAFA4F22C6BD647DE
      spf SPF "v=spf1 -all"
      uinfo TYPE100 \\# 1 00
      uid TYPE101 \\# 1 00
      gid TYPE102 \\# 1 00
      unspec TYPE103 \\# 1 00
      uri URI 10 1 "ftp://ftp.example/\\"x"
      caa CAA 0 issue "ca.example; policy=ev"
      caa2 CAA 128 tbs "Unknown \\"x\\\\"
      doa DOA 1234567890 1234567890 1 "image/gif" R0lGODlhKAAZAOMCAGZmZgBmmf///zOZzMz//5nM/zNmmWbM
      doa0 DOA 0 1 2 "" -
      cla TYPE263 \\# 2 0141
      ipn TYPE264 \\# 8 0000000000000001
      deleg TYPE61440 \\# 2 0000
      ta TA 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
      dlv DLV 30795 1 2 92efe0cd3ac5ef0a9aac0fc1a7bcb4ca9f3e1e2b6a1a8d6b5f2d4d9c34b6f2ac
      naptr2 NAPTR 100 50 "s" "http+I2L+I2C+I2R" "!^urn:cid:.+@([^\\\\.]+\\\\.)(.*)$!\\\\2!i" _http._tcp.foo.com.
      """;

  @Test
  void typesOfTheRegistryHaveTheOctetsThatBindGivesThem(@TempDir Path folder) throws Exception {
    List<String> records = againstBind(folder, TYPES);

    assertThat(records).hasSize(66);
  }

  /** BIND writes a mnemonic for every type that it knows; all of them must be known here. */
  @Test
  void bitMapOfAllTypesIsReadAsBindWritesIt(@TempDir Path folder) throws Exception {
    byte[] map = new byte[256 * 34 + 1];
    int at = 1;
    for (int window = 0; window < 256; window++) {
      map[at++] = (byte) window;
      map[at++] = 32;
      for (int i = 0; i < 256; i++) {
        if (!RecordType.isMeta(window << 8 | i)) {
          map[at + i / 8] |= (byte) (0x80 >> (i & 7));
        }
      }
      // Of the first window only the first half has types that are not of messages.
      at += 32;
      if (window == 0) {
        map[at - 33] = 16;
        at -= 16;
      }
    }
    String all = HexFormat.of().formatHex(map, 0, at);
    againstBind(folder, ZoneText.HEAD + "all TYPE47 \\# " + at + " " + all + "\n");
  }

  private static List<String> againstBind(Path folder, String text) throws Exception {
    Path written = Files.writeString(folder.resolve("types.zone"), text);
    List<String> records = ZoneText.records(ZoneSource.read(written, null));
    for (String format : List.of("raw", "text")) {
      Path compiled = RdataAgainstBindTest.compile(folder, "types.zone", format);
      assertThat(ZoneText.records(ZoneSource.read(compiled, null))).as(format).isEqualTo(records);
    }
    return records;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          DOA 1 2 3 "image/gif" AQID       | 00000001 00000002 03 09696d6167652f676966 010203
          DOA 1 2 3 "" -                   | 00000001 00000002 03 00
          CLA "a" bc                       | 0161 026263
          IPN 18446744073709551615         | ffffffffffffffff
          IPN 4294967296                   | 0000000100000000
          """)
  void typeHasTheOctetsOfItsRegistration(String text, String octets) throws ZoneReadException {
    Zone zone = ZoneText.withHead("h " + text);

    assertThat(ZoneText.rdata(zone, "h.example.", text.split(" ")[0]))
        .isEqualTo(octets.replace(" ", ""));
  }
}
