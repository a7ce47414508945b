package io.zonegate.testzones.peer;

import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.mutate.Mutation;
import io.zonegate.testzones.mutate.NoPlaceException;
import io.zonegate.testzones.mutate.ValidZone;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Zones to be changed that every verifier knows the types and the algorithm of: without CAA, signed
 * with RSA. (A few changes need ECDSA.)
 */
final class SampleZones {
  private static final ZoneShape SHAPE = ZoneShape.of("sample.", 5, 8).withApexData(false);
  private static final Map<Instant, List<ValidZone>> MADE = new ConcurrentHashMap<>();

  private SampleZones() {}

  /** The change in the first sample that has a place for it. */
  static FaultCase changed(Mutation mutation, Instant clock, long seed) {
    for (ValidZone zone : MADE.computeIfAbsent(clock, SampleZones::make)) {
      try {
        return mutation.apply(zone, seed);
      } catch (NoPlaceException e) {
        // Another sample has one.
      }
    }
    throw new IllegalStateException("no sample has a place for " + mutation);
  }

  private static List<ValidZone> make(Instant clock) {
    return List.of(
        sign(KeyAlgorithm.RSASHA256, Denial.nsec(), clock),
        sign(KeyAlgorithm.RSASHA256, Denial.nsec3(true), clock),
        sign(KeyAlgorithm.RSASHA256, Denial.nsec3(false), clock),
        sign(KeyAlgorithm.ECDSAP256, Denial.nsec(), clock));
  }

  private static ValidZone sign(KeyAlgorithm algorithm, Denial denial, Instant clock) {
    SigningPlan plan =
        new SigningPlan(
            SigningKeys.pair(algorithm, 3),
            denial,
            clock.minus(Duration.ofDays(1)),
            clock.plus(Duration.ofDays(20)),
            3600);
    try {
      return ValidZone.of(SHAPE, plan, clock);
    } catch (ValidZone.UnfitException e) {
      throw new IllegalStateException("a zone of our own making does not fit", e);
    }
  }
}
