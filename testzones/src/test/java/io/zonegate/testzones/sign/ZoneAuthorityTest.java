package io.zonegate.testzones.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.make.ZoneMaker;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** What is authoritative, what is glue, what is an empty non-terminal. */
final class ZoneAuthorityTest {

  private static final Name ORIGIN = Name.fromConstantString("t.example.");
  private static final String ZONE =
      """
      @           SOA ns.x.test. h.x.test. 1 2 3 4 5
      @           NS ns.x.test.
      a.b         A 10.0.0.1
      cut         NS ns.cut
      cut         NS cut
      cut         A 10.0.0.2
      ns.cut      A 10.0.0.3
      deep.er.cut NS ns.x.test.
      safe        NS ns.x.test.
      safe        DS 1 13 1 0123456789012345678901234567890123456789
      x.mixed     NS ns.x.test.
      y.mixed     NS ns.x.test.
      y.mixed     DS 1 13 1 0123456789012345678901234567890123456789
      x.only      NS ns.x.test.
      old         DNAME new.test.
      old         TXT "here"
      below.old   A 10.0.0.4
      """;

  private ZoneAuthority zone;

  @BeforeEach
  void read() throws Exception {
    zone = new ZoneAuthority(ORIGIN, ZoneMaker.parse(ZONE, ORIGIN));
  }

  @Test
  void delegationsAreCutsOfThisZoneOnly() {
    assertThat(zone.delegations()).isEqualTo(names("cut", "x.mixed", "y.mixed", "x.only", "safe"));
    assertThat(zone.isInsecureDelegation(name("cut"))).isTrue();
    assertThat(zone.isInsecureDelegation(name("safe"))).isFalse();
  }

  @Test
  void namesBelowCutsAndDnamesAreOccluded() {
    assertThat(zone.occludedNames()).isEqualTo(names("deep.er.cut", "ns.cut", "below.old"));
  }

  @Test
  void emptyNonTerminalsStandAboveAuthoritativeNamesOnly() {
    assertThat(zone.emptyNonTerminals()).isEqualTo(names("b", "mixed", "only"));
    assertThat(zone.insecureEmptyNonTerminals()).isEqualTo(names("only"));
  }

  @Test
  void aDelegationSignsItsDsOnly() {
    assertThat(zone.signedTypes(name("safe"))).containsExactly(Type.DS);
    assertThat(zone.signedTypes(name("cut"))).isEmpty();
    assertThat(zone.signedTypes(name("ns.cut"))).isEmpty();
    assertThat(zone.deniableTypes(name("cut"))).containsExactly(Type.NS);
    assertThat(zone.signedTypes(name("old"))).containsExactly(Type.TXT, Type.DNAME);
    assertThat(zone.signedTypes(ORIGIN)).containsExactly(Type.NS, Type.SOA);
  }

  private static Name name(String relative) {
    return Name.fromConstantString(relative + "." + ORIGIN);
  }

  private static List<Name> names(String... relative) {
    return List.of(relative).stream().map(ZoneAuthorityTest::name).toList();
  }
}
