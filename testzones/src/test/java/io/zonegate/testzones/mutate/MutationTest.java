package io.zonegate.testzones.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of changes is whole, and they are made where and as often as the seed says. */
final class MutationTest {
  private static final Instant CLOCK = Instant.parse("2026-11-24T12:00:00Z");

  private final List<ValidZone> zones =
      List.of(zone(Denial.nsec()), zone(Denial.nsec3(true)), zone(Denial.nsec3(false)));

  private static ValidZone zone(Denial denial) {
    SigningPlan plan =
        new SigningPlan(
            SigningKeys.pair(KeyAlgorithm.ECDSAP256, 3),
            denial,
            CLOCK.minus(Duration.ofDays(1)),
            CLOCK.plus(Duration.ofDays(20)),
            3600);
    try {
      return ValidZone.of(ZoneShape.of("sample.", 5, 12), plan, CLOCK);
    } catch (ValidZone.UnfitException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void thereAreEightyFaultsAndEachTellsWhatItDoesAndWhoFindsIt() {
    List<Mutation> all = Mutation.all();
    assertThat(all).extracting(Mutation::name).doesNotHaveDuplicates();
    assertThat(all).allMatch(m -> m.name().matches("[a-z0-9]+(-[a-z0-9]+)+"));
    assertThat(all).noneMatch(m -> m.effect().isBlank());
    assertThat(all)
        .filteredOn(m -> m.origin() != Mutation.Origin.VALID)
        .hasSizeGreaterThanOrEqualTo(80)
        .noneMatch(m -> m.foundBy().isEmpty());
    assertThat(all)
        .filteredOn(m -> m.origin() == Mutation.Origin.VALID)
        .hasSizeGreaterThanOrEqualTo(30)
        .allMatch(m -> m.foundBy().isEmpty());
  }

  @Test
  void eachHasAPlaceInOneOfThreeZonesAndChangesSomethingThere() {
    for (Mutation mutation : Mutation.all()) {
      boolean unchanged = mutation == Rewritings.NONE || mutation == ValidChanges.NONE;
      assertThat(placesWhereItChanges(mutation))
          .as(mutation.name())
          .matches(n -> (n > 0) != unchanged);
    }
  }

  private int placesWhereItChanges(Mutation mutation) {
    int changed = 0;
    for (ValidZone zone : zones) {
      try {
        FaultCase made = mutation.apply(zone, 7);
        boolean same =
            MutationRun.unchanged(zone).stream()
                .map(MutationRun.Made::zone)
                .anyMatch(
                    z -> z.zone().equals(made.zone()) && z.parentDs().equals(made.parentDs()));
        changed += same ? 0 : 1;
      } catch (NoPlaceException e) {
        assertThat(e).hasMessageStartingWith("the zone has no ");
      }
    }
    return changed;
  }

  @Test
  void aChangeLeavesTheZoneThatItWasMadeInAsItWas() {
    for (ValidZone zone : zones) {
      List<FaultCase> before = MutationRun.unchanged(zone).stream().map(m -> m.zone()).toList();
      MutationRun run = new MutationRun(zone, 11);
      for (int i = 0; i < Mutation.all().size(); i++) {
        run.next();
      }
      assertThat(MutationRun.unchanged(zone).stream().map(m -> m.zone()).toList())
          .isEqualTo(before);
    }
  }

  @Test
  void theSameSeedMakesTheSameZones() {
    assertThat(made(1)).isEqualTo(made(1)).isNotEqualTo(made(2));
  }

  private static List<FaultCase> made(long seed) {
    MutationRun run = new MutationRun(zone(Denial.nsec3(true)), seed);
    List<FaultCase> made = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      made.add(run.next().zone());
    }
    return made;
  }

  @Test
  void allThatHaveAPlaceComeBeforeAnyComesAgain() {
    MutationRun run = new MutationRun(zones.get(0), 1);
    Set<String> names = new HashSet<>();
    int count = 0;
    while (names.add(run.next().mutation().name())) {
      count++;
    }
    assertThat(count + run.withoutPlace().size()).isEqualTo(Mutation.all().size());
    assertThat(run.withoutPlace()).contains("nsec3-missing: the zone has no NSEC3 chain");
  }

  @Test
  void whatIsNoSignedZoneIsRefused() {
    refused("", "it has no SOA record");
    refused("sample. 60 IN SOA a. b. 1 2 3 4 5\n", "it is not signed: it has no DNSKEY record");
    refused("sample. 60 IN NOTYPE a.\n", "dnsjava, which the self-test uses, cannot read it: ");
  }

  private static void refused(String masterFile, String why) {
    assertThatThrownBy(() -> ValidZone.read(masterFile, "", CLOCK))
        .isInstanceOf(ValidZone.UnfitException.class)
        .hasMessageStartingWith(why);
  }
}
