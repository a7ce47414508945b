package io.zonegate.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.mutate.Mutation;
import io.zonegate.testzones.mutate.MutationRun;
import io.zonegate.testzones.mutate.NoPlaceException;
import io.zonegate.testzones.mutate.ValidZone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random zones pass, random valid changes of them too, and random faults in them never do. The
 * seeds are fixed, so that a landing does not hang on luck; {@code zonegate self-test --mutations}
 * with other seeds looks further.
 */
class RandomZonesTest {
  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws Exception {
    folder = Files.createTempDirectory("random-zones");
  }

  @AfterContainer
  static void removeFolder() throws Exception {
    Folders.delete(folder);
  }

  @Property(tries = 40, seed = "20261125", shrinking = ShrinkingMode.BOUNDED)
  void everyZonePassesAsItIsAndSignedByOtherKeys(@ForAll("zones") RandomZone zone)
      throws Exception {
    for (MutationRun.Made unchanged : MutationRun.unchanged(zone.sign())) {
      complaintOn(unchanged);
    }
  }

  @Property(tries = 100, seed = "20261125", shrinking = ShrinkingMode.BOUNDED)
  void noFaultPassesAndEveryValidChangeDoes(
      @ForAll("zones") RandomZone zone, @ForAll("mutations") Mutation mutation, @ForAll long seed)
      throws Exception {
    ValidZone signed = zone.sign();
    try {
      complaintOn(new MutationRun.Made(mutation, seed, mutation.apply(signed, seed)));
    } catch (NoPlaceException e) {
      // Not every zone has a place for every change; another one will.
      assertThat(e).hasMessageStartingWith("the zone has no ");
    }
  }

  private static void complaintOn(MutationRun.Made made) throws Exception {
    JudgedMutation judged = JudgedMutation.of(folder, made);
    assertThat(judged.complaint())
        .as(
            "%s %s",
            made.mutation(),
            judged.verdict().results().stream().filter(r -> r.blocks() > 0).toList())
        .isEmpty();
  }

  @Provide
  Arbitrary<RandomZone> zones() {
    return RandomZone.any();
  }

  @Provide
  Arbitrary<Mutation> mutations() {
    List<Mutation> all = Mutation.all();
    return Arbitraries.of(all);
  }
}
