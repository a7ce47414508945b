package io.zonegate.verifier.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The zone as it is stored: canonical order, RRsets, RRSIGs, repetitions. */
class ZoneStoreTest {
  private static String rrsig(String type, int tag) {
    return "RRSIG " + type + " 8 2 3600 20300101000000 20200101000000 " + tag + " example. AAAA";
  }

  @Test
  void anyOrderOfTheLinesGivesTheSameZone() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add("h" + i % 100 + ".example. 60 A 192.0.2." + i % 250);
      lines.add("h" + i % 100 + ".example. 60 " + rrsig("A", i));
      lines.add("Sub.H" + i + ".example. 60 MX " + i + " m.example.");
    }
    String head = "example. 60 SOA a. b. 1 2 3 4 5\n";
    Zone sorted = ZoneText.read(head + String.join("\n", lines));
    Random random = new Random(5);
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(lines, random);
      Zone shuffled = ZoneText.read(String.join("\n", lines) + "\n" + head);

      assertThat(ZoneText.owners(shuffled)).isEqualTo(ZoneText.owners(sorted));
      assertThat(ZoneText.records(shuffled)).isEqualTo(ZoneText.records(sorted));
      for (int r = 0; r < sorted.records(); r++) {
        assertThat(shuffled.rdata(r)).isEqualTo(sorted.rdata(r));
        assertThat(shuffled.owner(r)).isEqualTo(sorted.owner(r));
      }
    }
  }

  @Test
  void numbersOfOwnersRrsetsAndRecordsFitTogether() throws Exception {
    Zone zone = ZoneText.read(new RandomText(new Random(9)).zone(500));

    assertThat(zone.firstRrset(0)).isZero();
    assertThat(zone.firstRrset(zone.owners())).isEqualTo(zone.rrsets());
    assertThat(zone.firstRecord(zone.rrsets())).isEqualTo(zone.records());
    for (int o = 0; o < zone.owners(); o++) {
      assertThat(zone.firstRrset(o)).isLessThan(zone.firstRrset(o + 1));
      if (o > 0) {
        int before = zone.compareKey(o - 1, zone.keyArray(o), zone.keyOffset(o), zone.keyLength(o));
        assertThat(before).as("order of owners").isNegative();
      }
      for (int s = zone.firstRrset(o); s < zone.firstRrset(o + 1); s++) {
        assertThat(zone.firstRecord(s)).isLessThanOrEqualTo(zone.firstSignature(s));
        assertThat(zone.firstSignature(s)).isLessThanOrEqualTo(zone.firstRecord(s + 1));
        assertThat(zone.firstRecord(s)).isLessThan(zone.firstRecord(s + 1));
        if (s > zone.firstRrset(o)) {
          assertThat(zone.type(s)).isGreaterThan(zone.type(s - 1));
        }
        for (int r = zone.firstRecord(s); r < zone.firstRecord(s + 1); r++) {
          assertThat(zone.owner(r)).isEqualTo(o);
        }
      }
    }
  }

  @Test
  void recordsOfAnRrsetAreInTheOrderOfTheirCanonicalRdata() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "h MX 256 b", "h MX 1 c", "h MX 1 B", "h MX 1 a.a", "h MX 255 a", "h MX 1 .");

    int s = zone.findRrset(ZoneText.owner(zone, "h.example."), 15);
    for (int r = zone.firstRecord(s) + 1; r < zone.firstSignature(s); r++) {
      assertThat(Arrays.compareUnsigned(zone.rdata(r - 1), zone.rdata(r))).isNegative();
    }
    assertThat(zone.firstSignature(s) - zone.firstRecord(s)).isEqualTo(6);
  }

  @Test
  void rrsigsStandBehindTheRrsetTheyCoverWhereverTheyWereWritten() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "h " + rrsig("TXT", 1),
            "h TXT x",
            "h A 192.0.2.1",
            "h " + rrsig("TXT", 2),
            "h " + rrsig("AAAA", 3));

    int h = ZoneText.owner(zone, "h.example.");
    int txt = zone.findRrset(h, 16);
    assertThat(zone.firstSignature(txt) - zone.firstRecord(txt)).isEqualTo(1);
    assertThat(zone.firstRecord(txt + 1) - zone.firstSignature(txt)).isEqualTo(2);
    int a = zone.findRrset(h, 1);
    assertThat(zone.firstSignature(a)).isEqualTo(zone.firstRecord(a + 1));
  }

  @Test
  void rrsigOverATypeThatIsNotThereMakesAnRrsetWithoutData() throws Exception {
    Zone zone =
        ZoneText.withHead("h A 192.0.2.1", "h " + rrsig("AAAA", 3), "only " + rrsig("A", 4));

    int h = ZoneText.owner(zone, "h.example.");
    assertThat(zone.findRrset(h, 28)).isEqualTo(-1);
    assertThat(zone.type(zone.firstRrset(h) + 1)).isEqualTo(28);
    assertThat(zone.hasData(zone.firstRrset(h) + 1)).isFalse();
    assertThat(zone.hasData(zone.firstRrset(ZoneText.owner(zone, "only.example.")))).isFalse();
  }

  @Test
  void rrsigOverRrsigAndOverHighTypesAreKeptApart() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "h " + rrsig("RRSIG", 1),
            "h TYPE65535 \\# 1 00",
            "h " + rrsig("TYPE65535", 2),
            "h TYPE32770 \\# 0");

    int h = ZoneText.owner(zone, "h.example.");
    int s = zone.firstRrset(h);
    assertThat(zone.type(s)).isEqualTo(RecordType.RRSIG);
    assertThat(zone.hasData(s)).isFalse();
    assertThat(zone.type(s + 1)).isEqualTo(32770);
    assertThat(zone.findRrset(h, 65535)).isEqualTo(s + 2);
    assertThat(zone.firstRecord(s + 3) - zone.firstSignature(s + 2)).isEqualTo(1);
  }

  @Test
  void repeatedRecordsAreSetApartWithTheirTtlAndPlace() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "h A 192.0.2.1",
            "H.Example. A 192.0.2.1",
            "h 60 A 192.0.2.1",
            "h A 192.0.2.2",
            "h " + rrsig("A", 1),
            "h " + rrsig("A", 1));

    int h = ZoneText.owner(zone, "h.example.");
    int a = zone.findRrset(h, 1);
    assertThat(zone.firstSignature(a) - zone.firstRecord(a)).isEqualTo(2);
    assertThat(zone.firstRecord(a + 1) - zone.firstSignature(a)).isEqualTo(1);
    assertThat(zone.duplicateCount()).isEqualTo(3);
    assertThat(zone.duplicate(0)).isEqualTo(new Zone.Duplicate(h, 1, 3600, "test.zone:7"));
    assertThat(zone.duplicate(1)).isEqualTo(new Zone.Duplicate(h, 1, 60, "test.zone:8"));
    assertThat(zone.duplicate(2)).isEqualTo(new Zone.Duplicate(h, 46, 3600, "test.zone:11"));
    assertThat(zone.records()).isEqualTo(3 + 3);
  }

  @Test
  void namesInRdataThatDifferInCaseOnlyAreTheSameWhereCanonicalFormSaysSo() throws Exception {
    assertThat(ZoneText.withHead("h MX 1 M", "h MX 1 m").duplicateCount()).isEqualTo(1);
    assertThat(ZoneText.withHead("h SVCB 1 M", "h SVCB 1 m").duplicateCount()).isZero();
    assertThat(ZoneText.withHead("h TXT M", "h TXT m").duplicateCount()).isZero();
  }

  @Test
  void oneOwnerInSeveralCasesIsOneOwner() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "Host A 192.0.2.1", "b A 192.0.2.1", "hOST TXT x", "host.EXAMPLE. MX 1 m");

    assertThat(ZoneText.owners(zone))
        .containsExactly("example.", "b.example.", "host.example.", "ns.example.");
    assertThat(zone.firstRrset(3) - zone.firstRrset(2)).isEqualTo(3);
  }

  @Test
  void findOwnerSaysWhereAMissingNameWouldStand() throws Exception {
    Zone zone = ZoneText.withHead("b A 192.0.2.1", "d A 192.0.2.1");
    byte[] key = new byte[NameKey.MAX_BYTES];

    assertThat(find(zone, "example.", key)).isZero();
    assertThat(find(zone, "B.example.", key)).isEqualTo(1);
    assertThat(find(zone, "a.example.", key)).isEqualTo(-1 - 1);
    assertThat(find(zone, "a.b.example.", key)).isEqualTo(-1 - 2);
    assertThat(find(zone, "c.example.", key)).isEqualTo(-1 - 2);
    assertThat(find(zone, "z.example.", key)).isEqualTo(-1 - zone.owners());
    assertThat(find(zone, ".", key)).isEqualTo(-1);
  }

  private static int find(Zone zone, String name, byte[] key) {
    return zone.findOwner(key, 0, NameKey.fromWire(NameText.wire(name), 0, key));
  }

  @Test
  void soaFieldsAndCountsAreThoseOfTheZone() throws Exception {
    Zone zone =
        ZoneText.read(
            "@ 5 SOA a b 4294967295 7200 3600 1209600 300\n@ 5 NS a\n@ 5 NS b\na 5 "
                + rrsig("A", 1)
                + "\na 5 A 192.0.2.1\n");

    assertThat(zone.serial()).isEqualTo(4294967295L);
    assertThat(zone.soaExpire()).isEqualTo(1209600);
    assertThat(zone.soaMinimum()).isEqualTo(300);
    assertThat(zone.countsByType().toString()).isEqualTo("{A=1, NS=2, SOA=1, RRSIG=1}");
    assertThat(zone.apexName()).isEqualTo("example.");
    assertThat(zone.source()).isEqualTo("test.zone");
  }

  @Test
  void apexIsTakenFromTheFirstSoaWhereNoOriginIsGiven() throws Exception {
    String text = "Example. 5 SOA a. b. 1 2 3 4 5\nsub.example. 5 SOA a. b. 1 2 3 4 5\n";
    Zone zone = ZoneSource.read(new ByteArrayInputStream(text.getBytes(US_ASCII)), "f", null);

    String other = "sub.Example. 5 SOA a. b. 1 2 3 4 5\nexample. 5 SOA a. b. 1 2 3 4 5\n";
    assertThat(zone.apexName()).isEqualTo("Example.");
    assertThat(zone.owners()).isEqualTo(2);
    assertThatThrownBy(
            () -> ZoneSource.read(new ByteArrayInputStream(other.getBytes(US_ASCII)), "f", null))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("outside the zone sub.Example.");
  }

  @Test
  void namesWithOctetsZeroAndOneSortCanonically() throws Exception {
    Zone zone =
        ZoneText.withHead(
            "a A 192.0.2.1",
            "\\000.a A 192.0.2.1",
            "\\001.a A 192.0.2.1",
            "a\\000 A 192.0.2.1",
            "a\\001 A 192.0.2.1",
            "x.\\000.a A 192.0.2.1",
            "a- A 192.0.2.1");

    assertThat(ZoneText.owners(zone))
        .containsExactly(
            "example.",
            "a.example.",
            "\\000.a.example.",
            "x.\\000.a.example.",
            "\\001.a.example.",
            "a\\000.example.",
            "a\\001.example.",
            "a-.example.",
            "ns.example.");
  }

  @Test
  void zoneOfMoreThanOneChunkOfMemoryIsKept() throws Exception {
    StringBuilder text = new StringBuilder(ZoneText.HEAD);
    for (int i = 0; i < 3000; i++) {
      text.append("h")
          .append(i)
          .append(" TYPE65280 \\# 4000 ")
          .append(String.format("%08x", i))
          .append("00".repeat(3996))
          .append('\n');
    }
    Zone zone = ZoneText.read(text.toString());

    assertThat(zone.owners()).isEqualTo(3002);
    for (int i = 0; i < 3000; i += 99) {
      String rdata = ZoneText.rdata(zone, "h" + i + ".example.", "TYPE65280");
      assertThat(rdata).startsWith(String.format("%08x", i)).hasSize(8000);
    }
  }
}
