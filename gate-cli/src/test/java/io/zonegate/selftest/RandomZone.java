package io.zonegate.selftest;

import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.mutate.ValidZone;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A zone of any shape, signed in software in any of the ways that the policy's defaults allow. */
record RandomZone(
    ZoneShape shape, KeyAlgorithm algorithm, boolean oneKey, Denial denial, int days) {
  static final Instant CLOCK = Instant.parse("2026-11-24T12:00:00Z");

  static Arbitrary<RandomZone> any() {
    return Combinators.combine(
            shapes(),
            Arbitraries.of(
                KeyAlgorithm.ECDSAP256,
                KeyAlgorithm.ECDSAP384,
                KeyAlgorithm.ED25519,
                KeyAlgorithm.ED448),
            Arbitraries.of(true, false),
            Arbitraries.of(
                Denial.nsec(),
                Denial.nsec3(true),
                Denial.nsec3(false),
                new Denial(true, true, 1, "00"),
                new Denial(true, false, 12, "aabbccdd")),
            Arbitraries.integers().between(10, 40))
        .as(RandomZone::new);
  }

  private static Arbitrary<ZoneShape> shapes() {
    Arbitrary<Double> shares = Arbitraries.of(0.0, 0.3, 0.5, 1.0);
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    return Combinators.combine(
            Arbitraries.longs().between(1, 1_000_000),
            Arbitraries.integers().between(0, 25),
            shares,
            shares,
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 6),
            Combinators.combine(Arbitraries.integers().between(0, 2), either, either, either)
                .as(Extras::new))
        .as(
            (seed, delegations, glue, ds, wildcards, empties, extras) ->
                new ZoneShape(
                    seed % 3 == 0 ? "a.deep.example." : "tld.",
                    seed,
                    delegations,
                    glue,
                    ds,
                    wildcards,
                    empties,
                    extras.longNames,
                    extras.apexData,
                    extras.mixedCase,
                    extras.relative));
  }

  private record Extras(int longNames, boolean apexData, boolean mixedCase, boolean relative) {}

  /** Signs the zone. */
  ValidZone sign() throws Exception {
    SigningKeys keys =
        oneKey
            ? SigningKeys.single(SoftwareKey.generate(algorithm, KeyRole.CSK, shape.seed()))
            : SigningKeys.pair(algorithm, shape.seed());
    SigningPlan plan =
        new SigningPlan(
            keys,
            denial,
            CLOCK.minus(Duration.ofHours(1)),
            CLOCK.plus(Duration.ofDays(days)),
            3600);
    return ValidZone.of(shape, plan, CLOCK);
  }
}
