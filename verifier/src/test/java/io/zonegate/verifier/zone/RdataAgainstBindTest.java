package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BIND as oracle for what dnsjava cannot read or reads wrongly. */
class RdataAgainstBindTest {
  /** Every type that BIND 9.18 reads and dnsjava does not, and names in upper case. */
  static final String TYPES =
      """
      $ORIGIN Example.
      $TTL 3600
      @ SOA Ns HostMaster 1 2 3 4 5
       NS Ns
      Ns A 192.0.2.1
      a6 A6 64 ::1 Foo.Bar.
      amt0 AMTRELAY 10 0 0 .
      amt1 AMTRELAY 10 0 1 203.0.113.15
      amt2 AMTRELAY 10 1 2 2001:db8::1
      amt3 AMTRELAY 255 1 3 Relay
      atma ATMA +358400
      avc AVC "app-name:WOLFGANG|app-class:OAM" two
      csync CSYNC 4294967295 3 A NS AAAA TYPE65280
      dsync DSYNC CDS NOTIFY 5359 Notify
      dsync2 DSYNC CSYNC 200 65535 .
      eid EID 12 32bd
      eui48 EUI48 00-00-5e-00-53-2A
      eui64 EUI64 00-00-5e-ef-10-00-00-2a
      hip HIP ( 2 200100107B1A74DF365639CC39F1D578
        AwEAAbdxyhNuSutc5EMzxTs9LBPCIkOFH8cIvM4p9+LrV4e19WzK00+CI6zBCQTdtWsuxKbWIy87UOoJTwkUs7lBu+Upr1gsNrut79ryra+bSRGQb1slImA8YVJyuIDsj7kwzG7jnERNqnWxZ48AWkskmdHaVDP4BcelrTI3rMXdXF5D
        Rvs1.Elsewhere. rvs2 )
      hip2 HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAbdxyhNuSutc5EMzxTs9
      https HTTPS 1 . alpn="f\\\\\\\\oo\\\\,bar,h2" no-default-alpn
      https0 HTTPS 0 Alias.Example.
      ipsec IPSECKEY 10 3 2 Gateway AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ==
      l32 L32 10 10.1.2.0
      l64 L64 10 2001:0DB8:1140:1000
      loc LOC 42 21 54 N 71 06 18 W -24m 30m 10000m 10m
      lp LP 10 L64-Subnet1
      nid NID 10 0014:4fff:ff20:ee64
      nimloc NIMLOC 1234
      ninfo NINFO "a" "b"
      nsapptr NSAP-PTR Foo
      resinfo RESINFO qnamemin exterr=15-17 infourl=https://a.example/
      rkey RKEY 0 3 1 AQIDBA==
      sink SINK 8 0 2 AAAA
      svcb SVCB 1 Foo alpn=h2,h3 port=8443 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1 ech=AAAA mandatory=alpn,port
      svcb2 SVCB 16 Foo key667="hello\\210qoo"
      svcb3 SVCB 1 . alpn=dot dohpath="/dns-query{?dns}" key667="a b,c"
      ta TA 1 13 2 0000000000000000000000000000000000000000000000000000000000000000
      talink TALINK . Foo
      unknown TYPE65280 \\# 3 abcdef
      wallet WALLET "BTC" "abc"
      """;

  @Test
  void everyTypeOfBindHasTheOctetsThatBindGivesIt(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("types.zone"), TYPES);
    Path raw = compile(folder, "types.zone", "raw");

    List<String> expected = ZoneText.records(ZoneSource.read(raw, null));
    assertThat(ZoneText.records(ZoneSource.read(text, null))).hasSize(39).isEqualTo(expected);
  }

  @Test
  void everyTypeIsReadAsBindWritesIt(@TempDir Path folder) throws Exception {
    Path text = Files.writeString(folder.resolve("types.zone"), TYPES);
    Path full = compile(folder, "types.zone", "text");

    assertThat(ZoneText.records(ZoneSource.read(full, null)))
        .isEqualTo(ZoneText.records(ZoneSource.read(text, null)));
  }

  @Test
  void relativeOriginIsCompletedByTheOneBefore(@TempDir Path folder) throws Exception {
    // dnsjava takes the name in $ORIGIN for absolute.
    Path text =
        Files.writeString(
            folder.resolve("origin.zone"),
            ZoneText.HEAD + "$ORIGIN sub\nh A 192.0.2.1\n$ORIGIN deep\nh A 192.0.2.1\n");
    Path raw = compile(folder, "origin.zone", "raw");

    Zone zone = ZoneSource.read(text, null);
    assertThat(ZoneText.owners(zone))
        .containsExactly("example.", "ns.example.", "h.deep.sub.example.", "h.sub.example.");
    assertThat(ZoneText.records(zone)).isEqualTo(ZoneText.records(ZoneSource.read(raw, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          AMTRELAY 10 0 1 203.0.113.15            | 0a 01 cb00710f
          AMTRELAY 10 1 2 2001:db8::15            | 0a 82 20010db8000000000000000000000015
          AMTRELAY 10 0 3 Amt.Example.            | 0a 03 03416d74074578616d706c6500
          AMTRELAY 10 0 0 .                       | 0a 00
          AVC a "b c"                             | 0161 03622063
          CSYNC 66 3 A NS AAAA                    | 00000042 0003 0004 6000 0008
          DSYNC CDS NOTIFY 5359 N.Example.        | 003b 01 14ef 014e 074578616d706c65 00
          EUI48 00-00-5e-00-53-2A                 | 00005e00532a
          EUI64 00-00-5e-ef-10-00-00-2a           | 00005eef1000002a
          HIP 2 2001 AQID A. B.                   | 02 02 0003 2001 010203 014100 014200
          L32 10 10.1.2.0                         | 000a 0a010200
          L64 10 2001:0DB8:1140:1000              | 000a 20010db811401000
          LP 10 L.Example.                        | 000a 014c 074578616d706c65 00
          NID 10 14:4fff:ff20:ee64                | 000a 00144fffff20ee64
          RESINFO qnamemin infourl=x              | 08716e616d656d696e 09696e666f75726c3d78
          WALLET BTC                              | 03425443
          IPSECKEY 10 3 2 G.Example. AQID         | 0a 03 02 0147 074578616d706c65 00 010203
          SVCB 1 G.Example.                       | 0001 0147 074578616d706c65 00
          TYPE262 \\# 4 03425443                  | 03425443
          """)
  void typeHasTheOctetsOfItsRfc(String text, String octets) throws ZoneReadException {
    Zone zone = ZoneText.withHead("h " + text);

    assertThat(ZoneText.rdata(zone, "h.example.", text.split(" ")[0]))
        .isEqualTo(octets.replace(" ", ""));
  }

  static Path compile(Path folder, String file, String format) throws Exception {
    String output = file + "." + format;
    Peer.run(
        folder,
        "named-compilezone",
        "-i",
        "none",
        "-k",
        "ignore",
        "-n",
        "ignore",
        "-f",
        "text",
        "-F",
        format,
        "-s",
        "full",
        "-o",
        output,
        "example.",
        file);
    return folder.resolve(output);
  }
}
