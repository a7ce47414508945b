package io.zonegate.testzones.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Expectation;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.fault.Faults;
import io.zonegate.testzones.make.ZoneMaker;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The list of incidents is whole, and its cases are what their names say. */
final class IncidentsTest {
  /** What no zone file can show; each says why. */
  private static final List<String> WITHOUT_CASES = List.of("INC-31");

  static List<Incident> all() {
    return Incidents.all();
  }

  @Test
  void everyIncidentOfTheListIsThere() {
    Stream<String> wanted =
        Stream.concat(
            IntStream.rangeClosed(1, 31).mapToObj(n -> String.format(Locale.ROOT, "INC-%02d", n)),
            IntStream.rangeClosed(1, 6).mapToObj(n -> String.format(Locale.ROOT, "NEG-%02d", n)));
    assertThat(Incidents.all()).extracting(Incident::id).containsExactlyElementsOf(wanted.toList());
    assertThat(Incidents.withId("inc-04").zone()).startsWith(".nz");
    assertThatThrownBy(() -> Incidents.withId("INC-99")).hasMessageContaining("\"INC-99\"");
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachTellsItsStory(Incident incident) {
    assertThat(incident.story().split("(?<=[.])\\s")).hasSizeBetween(2, 7);
    assertThat(incident.sources()).isNotEmpty();
    assertThat(incident.title()).doesNotEndWith(".");
    assertThat(incident.stoppedBy()).endsWith(".");
    assertThat(incident.story() + incident.title()).doesNotContain("|", "\n", "<");
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachHasBadZonesAndGoodTwins(Incident incident) {
    if (WITHOUT_CASES.contains(incident.id())) {
      assertThat(incident.cases()).isEmpty();
      assertThat(incident.stoppedBy()).startsWith("No case: ");
      return;
    }
    assertThat(incident.cases()).anyMatch(c -> c.expected() == Expectation.PASS);
    if (incident.id().startsWith("INC-")) {
      assertThat(incident.bad()).isNotEmpty();
      assertThat(incident.passing()).as("checks that a lesser gate trusts").isNotEmpty();
    }
  }

  /** So that a case tells what it is from; the rest are faults of the catalogue. */
  @ParameterizedTest
  @MethodSource("all")
  void namesOfCasesBeginWithTheId(Incident incident) {
    String prefix = incident.id().toLowerCase(Locale.ROOT) + "-";
    assertThat(incident.cases())
        .allMatch(c -> c.name().startsWith(prefix) || Faults.all().contains(c));
    assertThat(Cases.all()).containsAll(incident.cases());
  }

  /** A probe of the SOA alone is content at every third serial. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void thePublishedKeySignsTheSoaOfOneSerialInThree(long seed) throws Exception {
    List<Fault> serials =
        Incidents.withId("INC-01").bad().stream()
            .filter(c -> c.name().startsWith("inc-01-soa-"))
            .toList();
    assertThat(serials).hasSize(3);
    for (Fault serial : serials) {
      assertThat(soaVerifies(serial.prepare(seed)))
          .as(serial.name())
          .isEqualTo(serial.name().endsWith("-published-key"));
    }
  }

  /**
   * Only what has changed is signed by the tokens: a gate that trusts what it knows looks there.
   */
  @Test
  void mostSignaturesOfTheDeltaAreThoseOfThePreviousZone() {
    FaultCase delta = Cases.named("inc-01-delta-of-new-signatures").prepare(1);
    List<String> before = delta.previous().lines().toList();
    List<String> signatures = delta.zone().lines().filter(l -> l.contains("\tRRSIG\t")).toList();
    long kept = signatures.stream().filter(before::contains).count();
    assertThat(kept).isBetween(signatures.size() * 3L / 4, signatures.size() - 4L);
  }

  private static boolean soaVerifies(FaultCase zone) throws Exception {
    Name origin = Name.fromString(zone.origin());
    RRset soa = new RRset();
    RRSIGRecord rrsig = null;
    List<Record> records = ZoneMaker.parse(zone.zone(), origin);
    for (Record r : records) {
      if (r.getType() == Type.SOA) {
        soa.addRR(r);
      } else if (r instanceof RRSIGRecord s && s.getTypeCovered() == Type.SOA) {
        rrsig = s;
      }
    }
    int tag = rrsig.getFootprint();
    List<DNSKEYRecord> keys =
        records.stream()
            .filter(DNSKEYRecord.class::isInstance)
            .map(DNSKEYRecord.class::cast)
            .filter(k -> k.getFootprint() == tag)
            .toList();
    assertThat(keys).as("keys with the tag of the signature").hasSize(1);
    try {
      DNSSEC.verify(soa, rrsig, keys.get(0), zone.clock());
      return true;
    } catch (DNSSEC.DNSSECException e) {
      return false;
    }
  }

  /** The signer keeps what it signed badly. */
  @Test
  void theBadSignaturesOfOneSerialAreInTheNextOne() {
    long before = 0;
    for (String serial : List.of("first", "second", "third")) {
      long bad =
          Incidents.withId("INC-03").bad().stream()
              .filter(c -> c.name().equals("inc-03-" + serial + "-serial"))
              .mapToLong(c -> damagedOwners(c.prepare(1)).size())
              .sum();
      assertThat(bad).isGreaterThan(before);
      before = bad;
    }
    assertThat(damagedOwners(Cases.named("inc-03-third-serial").prepare(1)))
        .containsAll(damagedOwners(Cases.named("inc-03-first-serial").prepare(1)));
  }

  /** Owners and types of signatures that the good zone of the same serial does not have. */
  private static List<String> damagedOwners(FaultCase zone) {
    List<String> good =
        Cases.named("inc-03-bad-ones-signed-again").prepare(1).zone().lines().toList();
    return zone.zone()
        .lines()
        .filter(l -> l.contains("\tRRSIG\t") && !l.contains("\tSOA ") && !good.contains(l))
        .map(l -> l.substring(0, l.indexOf(" 13 ")))
        .toList();
  }
}
