package io.zonegate.verifier.check.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the name servers' names lie that NS records of a zone name. */
class NameServerTargetTest {
  private static final String ZONE =
      """
      $ORIGIN example.
      $TTL 3600
      @ SOA @ hostmaster 1 7200 3600 1209600 300
      @ NS @
      @ A 192.0.2.1
      alias DNAME elsewhere.test.
      cut NS server.cut
      server.cut AAAA 2001:db8::1
      below.nothing TXT "nothing above it"
      twig NS server.cut
      *.wild A 192.0.2.2
      zone NS %s
      """;

  /** What the owner's first NS record names. */
  private static NameServerTarget target(Zone zone, String owner) {
    NameServerTarget target = new NameServerTarget(zone);
    target.find(ns(zone, owner));
    return target;
  }

  private static int ns(Zone zone, String owner) {
    return zone.firstRecord(zone.findRrset(ZoneText.owner(zone, owner), RecordType.NS));
  }

  @ParameterizedTest
  @CsvSource({
    "ns.elsewhere.test., OUTSIDE",
    "example.test., OUTSIDE",
    "test., OUTSIDE",
    "example., EXISTS",
    "alias.example., EXISTS",
    "a.alias.example., SYNTHESIZED",
    "b.a.alias.example., SYNTHESIZED",
    "aliases.example., ABSENT",
    "nothing.example., EXISTS",
    "noth.example., ABSENT",
    "nothings.example., ABSENT",
    "below.nothing.example., EXISTS",
    "a.below.nothing.example., ABSENT",
    "wild.example., EXISTS",
    "a.wild.example., SYNTHESIZED",
    "b.a.wild.example., SYNTHESIZED",
    "a.wildly.example., ABSENT",
    "cut.example., BELOW_CUT",
    "server.cut.example., BELOW_CUT",
    "a.server.cut.example., BELOW_CUT",
    "zone.example., BELOW_CUT",
    "z.zone.example., BELOW_CUT",
    "zzz.example., ABSENT"
  })
  void liesThere(String server, NameServerTarget.Place expected) throws ZoneReadException {
    Zone zone = ZoneText.read(ZONE.formatted(server));
    assertThat(new NameServerTarget(zone).find(ns(zone, "zone.example."))).isEqualTo(expected);
  }

  @Test
  void aWildcardAtTheApexMayStandForAll() throws ZoneReadException {
    Zone zone = ZoneText.read(ZONE.formatted("nobody.at.all") + "* A 192.0.2.3\n");
    assertThat(new NameServerTarget(zone).find(ns(zone, "zone.example.")))
        .isEqualTo(NameServerTarget.Place.SYNTHESIZED);
  }

  @Test
  void theApexMayBeItsOwnServer() throws ZoneReadException {
    NameServerTarget target = target(ZoneText.read(ZONE.formatted("@")), "example.");
    assertThat(target.owner()).isZero();
    assertThat(target.hasAddress()).isTrue();
  }

  @Test
  void knowsTheCutAboveAndTheAddress() throws ZoneReadException {
    Zone zone = ZoneText.read(ZONE.formatted("server.cut"));
    NameServerTarget target = target(zone, "zone.example.");
    assertThat(zone.ownerName(target.cut())).isEqualTo("cut.example.");
    assertThat(zone.ownerName(target.owner())).isEqualTo("server.cut.example.");
    assertThat(target.hasAddress()).isTrue();
  }
}
