package io.zonegate.verifier.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TTLs and times in master files. */
class TimeToLiveTest {
  private static final String SOA = "@ IN SOA ns hostmaster 1 7200 3600 1209600 300\n";

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "3600, 3600",
    "1h, 3600",
    "1H30M, 5400",
    "1w2d3h4m5s, 788645",
    "1d1d, 172800",
    "2147483647, 2147483647",
    "0000000060, 60",
    "3550w, 2147040000",
  })
  void ttlIsANumberOrUnits(String text, int seconds) throws ZoneReadException {
    Zone zone = ZoneText.withHead("h " + text + " A 192.0.2.1", "$TTL " + text, "i A 192.0.2.1");

    assertThat(ZoneText.ttl(zone, "h.example.", "A")).isEqualTo(seconds);
    assertThat(ZoneText.ttl(zone, "i.example.", "A")).isEqualTo(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2147483648",
        "4294967295",
        "4294967296",
        "99999999999999999999",
        "3551w",
        "1w9999999999d",
        "1h30",
        "1x",
        "1hh",
        "1-",
        "18446744073709551617",
      })
  void ttlOverflowAndNonsenseAreRefusedWithTheLine(String text) {
    assertThatThrownBy(() -> ZoneText.withHead("h " + text + " A 192.0.2.1"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ")
        .hasMessageContaining(text);
    assertThatThrownBy(() -> ZoneText.withHead("$TTL " + text))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ");
  }

  @Test
  void ttlAndClassComeInEitherOrder() throws ZoneReadException {
    Zone zone =
        ZoneText.withHead(
            "a 5 IN A 192.0.2.1", "b IN 5 A 192.0.2.1", "c 5 A 192.0.2.1", "d IN A 1.2.3.4");

    assertThat(ZoneText.ttl(zone, "a.example.", "A")).isEqualTo(5);
    assertThat(ZoneText.ttl(zone, "b.example.", "A")).isEqualTo(5);
    assertThat(ZoneText.ttl(zone, "c.example.", "A")).isEqualTo(5);
    assertThat(ZoneText.ttl(zone, "d.example.", "A")).isEqualTo(3600);
  }

  @Test
  void withoutTtlDirectiveTheLastExplicitTtlHolds() throws ZoneReadException {
    Zone zone =
        ZoneText.read("@ 60 IN SOA a b 1 2 3 4 5\n A 1.2.3.4\nb 7 A 1.2.3.4\nc A 1.2.3.4\n");

    assertThat(ZoneText.ttl(zone, "example.", "A")).isEqualTo(60);
    assertThat(ZoneText.ttl(zone, "c.example.", "A")).isEqualTo(7);
  }

  @Test
  void soaMinimumIsTheDefaultWhereNothingElseGivesOne() throws Exception {
    String text = SOA + " A 1.2.3.4\nb 7 A 1.2.3.4\nc A 1.2.3.4\n";

    Zone zone = ZoneText.read(text);

    assertThat(ZoneText.ttl(zone, "example.", "SOA")).isEqualTo(300);
    assertThat(ZoneText.ttl(zone, "example.", "A")).isEqualTo(300);
    // As BIND and dnsjava have it: from then on it is the default, like $TTL.
    assertThat(ZoneText.ttl(zone, "c.example.", "A")).isEqualTo(300);
    assertThat(ZoneText.records(zone)).isEqualTo(DnsjavaOracle.records(text));
  }

  @Test
  void soaMinimumOver31BitsCannotServeAsTtl() {
    assertThatThrownBy(() -> ZoneText.read("@ IN SOA a b 1 2 3 4 2147483648\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:1: SOA minimum 2147483648");
  }

  @Test
  void recordBeforeAnyTtlIsRefused() {
    assertThatThrownBy(() -> ZoneText.read("a IN A 192.0.2.1\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:1: the record has no TTL");
  }

  @ParameterizedTest
  @CsvSource({
    "19700101000000, 00000000",
    "20380119031408, 80000000",
    "21060207062815, ffffffff",
    "21060207062816, 00000000",
    "20240229235959, 65e11a7f",
    "4294967295, ffffffff",
    "0, 00000000",
  })
  void rrsigTimesAreDatesOrSeconds(String text, String octets) throws ZoneReadException {
    Zone zone = ZoneText.withHead("h RRSIG A 8 2 3600 " + text + " " + text + " 1 example. AAAA");

    int s = zone.firstRrset(ZoneText.owner(zone, "h.example."));
    byte[] rdata = zone.rdata(zone.firstSignature(s));
    assertThat(java.util.HexFormat.of().formatHex(rdata, 8, 16)).isEqualTo(octets + octets);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20230229000000",
        "20241301000000",
        "20240100000000",
        "20240101240000",
        "20240101006000",
        "20240101000061",
        "2024010100000x",
        "4294967296",
        "-1",
        "19691231235959",
        "00000101000000",
      })
  void impossibleTimesAreRefused(String text) {
    assertThatThrownBy(() -> ZoneText.withHead("h RRSIG A 8 2 3600 " + text + " 0 1 example. AAAA"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: ")
        .hasMessageContaining(text);
  }
}
