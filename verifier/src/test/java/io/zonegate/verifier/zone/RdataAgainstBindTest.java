package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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

  /** Where floating point would be a thousandth of a second or a centimetre beside it. */
  @Test
  void everyPlaceHasTheOctetsThatBindGivesIt(@TempDir Path folder) throws Exception {
    Random random = new Random(5);
    StringBuilder places = new StringBuilder(ZoneText.HEAD);
    for (int i = 0; i < 1500; i++) {
      places.append("p").append(i).append(" LOC ").append(angle(random, 90, "N", "S"));
      places.append(angle(random, 180, "E", "W"));
      places.append(decimal(random, random.nextBoolean() ? -100_000 : 0, 42_849_672, 2));
      for (int rest = random.nextInt(4); rest > 0; rest--) {
        places.append(decimal(random, 0, random.nextBoolean() ? 10 : 90_000_000, 2));
        places.append(random.nextBoolean() ? "m" : "");
      }
      places.append("\n");
    }
    readAsBindReads(folder, places.toString(), 1503);
  }

  @Test
  void limitsAndShortFormsHaveTheOctetsThatBindGivesThem(@TempDir Path folder) throws Exception {
    readAsBindReads(
        folder,
        ZoneText.HEAD
            + """
            l1 LOC 90 0 0 N 180 0 0.000 W -100000.00
            l2 LOC 90 S 180 E 42849672.95m 90000000m 90000000m 89999999m
            l3 LOC 1 2 .5 N 2 E -.5m 0.01 0 9.99
            l4 LOC 01 N 002 E 3.
            w1 WKS 10.0.0.1 tcp telnet ftp 0 1 2
            w2 WKS 10.0.0.2 6 65535 80 80
            w3 WKS 10.0.0.3 UDP
            w4 WKS 10.0.0.4 17 domain
            a1 ATMA 39.246f.00.0e7c9c.0312.0001.0001.000012345678.00
            a2 ATMA +1.908.555.1212
            s1 SINK 1 0 0
            """,
        14);
  }

  private static void readAsBindReads(Path folder, String text, int records) throws Exception {
    Path file = Files.writeString(folder.resolve("read.zone"), text);
    Path raw = compile(folder, "read.zone", "raw");

    assertThat(ZoneText.records(ZoneSource.read(file, null)))
        .hasSize(records)
        .isEqualTo(ZoneText.records(ZoneSource.read(raw, null)));
  }

  private static String angle(Random random, int degrees, String... letters) {
    String text = random.nextInt(degrees) + " ";
    int parts = random.nextInt(10);
    if (parts > 0) {
      text += random.nextInt(60) + " ";
    }
    if (parts > 1) {
      text += decimal(random, 0, 60, 3) + " ";
    }
    return text + letters[random.nextInt(2)] + " ";
  }

  /** A number from {@code least} to below {@code most} with at most so many decimals. */
  private static String decimal(Random random, int least, int most, int decimals) {
    int scale = random.nextInt(decimals + 1);
    long unit = BigInteger.TEN.pow(scale).longValue();
    return " " + BigDecimal.valueOf(random.nextLong(least * unit, most * unit), scale);
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
