package io.zonegate.testzones.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.testzones.Cases;
import io.zonegate.testzones.make.ZoneMaker;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

/** The catalogue is whole, its cases can be made at any seed and are the same each time. */
final class FaultsTest {

  /** The checks that must have faults and twins. */
  private static final Set<String> CHECKS =
      Set.of(
          "ZONE-READ",
          "ZONE-SIGNED",
          "ZONE-RULES",
          "KEY-FORM",
          "KEY-ALGORITHM",
          "KEY-TAG-UNIQUE",
          "KEY-REVOKED",
          "KEY-RESPONSE-SIZE",
          "KEY-ROLE",
          "KEY-PLAN",
          "DS-STALE",
          "DS-DIGEST",
          "DS-SOURCE",
          "CDS-CONSISTENT",
          "CSYNC-FORM",
          "SIG-LIFETIME",
          "SIG-COUNT",
          "SIG-CLIFF",
          "SIG-REDUNDANT",
          "ALG-COMPLETE",
          "DS-MATCH",
          "DS-CHAIN",
          "SIG-VERIFY",
          "SIG-KEY",
          "SIG-COVERAGE",
          "SIG-INCEPTION",
          "SIG-REMAINING",
          "SIG-TTL",
          "SIG-LENGTH",
          "SIG-LABELS",
          "NSEC-CHAIN",
          "NSEC-BITMAP",
          "NSEC3-CHAIN",
          "NSEC3-COVERAGE",
          "NSEC3-BITMAP",
          "NSEC3-PARAM",
          "NSEC3-ITERATIONS",
          "DENIAL-EXTRA",
          "PROOF-DRILL",
          "DENIAL-CHANGE",
          "DENIAL-TTL",
          "ZONE-APEX",
          "ZONE-CANARY",
          "ZONE-DELTA",
          "ZONE-GLUE",
          "ZONE-NAMES",
          "ZONE-SERIAL",
          "ZONE-UNCHANGED",
          "ZONEMD",
          "ZONEMD-INPUT",
          "RESIGNED-SHARE",
          "ROLL-ALGORITHM",
          "ROLL-CACHED-SIGNATURES",
          "ROLL-DS-CACHED",
          "ROLL-DS-SEEN",
          "ROLL-PREPUBLISHED",
          "ROLL-RETIRED",
          "ROLL-TTL-CHANGED",
          "ROLL-UNSIGN");

  /** Checks that may warn of what is legal, and so of a twin. */
  private static final Set<String> WARNING_CHECKS = Set.of("DS-STALE", "SIG-COUNT", "SIG-LIFETIME");

  static Iterable<Fault> all() {
    return Cases.all();
  }

  static List<Fault> readable() {
    // dnsjava, too, refuses digests that are too short.
    Set<String> refused =
        Set.of(
            "cds-digest-too-short",
            "ds-digest-too-short",
            "zonemd-digest-too-short",
            "zonemd-private-digest-of-11-octets");
    return Cases.all().stream()
        .filter(f -> !f.mustFind().contains("ZONE-READ"))
        .filter(f -> !refused.contains(f.name()))
        .toList();
  }

  @Test
  void namesAreUniqueAndTellTheDefect() {
    assertThat(Cases.all()).extracting(Fault::name).doesNotHaveDuplicates();
    assertThat(Cases.all()).allMatch(f -> f.name().matches("[a-z0-9]+(-[a-z0-9]+)+"));
    assertThat(Cases.all()).noneMatch(f -> f.effect().isBlank());
    assertThatThrownBy(() -> Cases.named("no-such")).hasMessageContaining("\"no-such\"");
  }

  @Test
  void everyCheckHasTwoFaultsAndATwin() {
    for (String id : CHECKS) {
      assertThat(Cases.all())
          .as("faults that %s must find", id)
          .filteredOn(f -> f.mustFind().contains(id))
          .hasSizeGreaterThanOrEqualTo(2);
      assertThat(Cases.all())
          .as("twins that %s must accept", id)
          .anyMatch(f -> f.nearMissOf().contains(id));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void expectationsMakeSense(Fault fault) {
    boolean twin = fault.expected() == Expectation.PASS;
    Set<String> named = new TreeSet<>(fault.mustFind());
    named.addAll(fault.mustFindOneOf());
    assertThat(named.isEmpty()).isEqualTo(twin);
    assertThat(fault.nearMissOf().isEmpty()).isEqualTo(!twin);
    named.addAll(fault.mayFind());
    assertThat(fault.mustPass()).noneMatch(named::contains);
    assertThat(named).isSubsetOf(union(CHECKS, WARNING_CHECKS));
    assertThat(fault.nearMissOf()).isSubsetOf(CHECKS);
    if (twin) {
      assertThat(fault.mayFind()).isSubsetOf(WARNING_CHECKS);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedGivesTheSameCase(Fault fault) {
    assertThat(fault.prepare(5)).isEqualTo(fault.prepare(5));
    assertThat(fault.prepare(5).clock()).isEqualTo(Fault.DEFAULT_CLOCK);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, Long.MAX_VALUE})
  void everyCaseCanBeMadeAtAnySeed(long seed) {
    Instant clock = Instant.parse("2030-01-01T00:00:00Z");
    for (Fault fault : Cases.all()) {
      FaultCase made = fault.prepare(seed, clock);
      assertThat(made.name()).isEqualTo(fault.name());
      assertThat(made.parentDs()).startsWith("zone.example.\t");
      assertThat(made.unsigned()).contains("\tSOA\t");
      assertThat(made.clock()).isEqualTo(clock);
    }
  }

  @ParameterizedTest
  @MethodSource("readable")
  void dnsjavaReadsWhatIsNotBrokenAsAFile(Fault fault) throws Exception {
    FaultCase made = fault.prepare(1);
    Name origin = Name.fromString(made.origin());

    Set<Name> names = new TreeSet<>();
    ZoneMaker.parse(made.zone(), origin).forEach(r -> names.add(r.getName()));

    assertThat(names).hasSizeBetween(1, 150).contains(origin);
    assertThat(ZoneMaker.parse(made.unsigned(), origin)).isNotEmpty();
    assertThat(ZoneMaker.parse(made.parentDs(), origin)).isNotEmpty();
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new TreeSet<>(a);
    both.addAll(b);
    return both;
  }
}
