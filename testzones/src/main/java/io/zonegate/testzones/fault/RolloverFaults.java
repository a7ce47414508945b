package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;
import static io.zonegate.testzones.fault.PastZones.otherZsk;
import static io.zonegate.testzones.fault.PastZones.released;
import static io.zonegate.testzones.fault.PastZones.signed;
import static io.zonegate.testzones.fault.PastZones.zsks;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Flawless zones that caches cannot get on with: keys of the zone come or go too early
 * (ROLL-CACHED-SIGNATURES, ROLL-PREPUBLISHED, ROLL-RETIRED, ROLL-ALGORITHM).
 */
final class RolloverFaults {
  private static final String CACHED = "bogus for a TTL wherever the old zone is cached";
  private static final String CONSERVATIVE = "[history]\nalgorithm-rollover = \"conservative\"\n";
  private static final Duration LONG_AGO = Duration.ofDays(20);

  private RolloverFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("roll-zsk-gone-with-its-signatures", CACHED)
            .must("ROLL-CACHED-SIGNATURES")
            .blocks(
                w -> {
                  w.previous(signed(w, zsks(w, List.of(w.zsk()), otherZsk(w))));
                  w.keys(zsks(w, List.of(otherZsk(w))));
                }),
        fault("roll-zsk-signs-as-it-appears", CACHED + " (.nl 2012)")
            .must("ROLL-PREPUBLISHED")
            .blocks(
                w -> {
                  w.previous(signed(w, zsks(w, List.of(w.zsk()))));
                  w.keys(zsks(w, List.of(otherZsk(w)), w.zsk()));
                }),
        fault("roll-zsk-signs-an-hour-after-it-appeared", CACHED)
            .must("ROLL-PREPUBLISHED")
            .blocks(w -> prepublish(w, Duration.ofHours(1))),
        fault("roll-zsk-retired-after-two-hours", CACHED)
            .must("ROLL-RETIRED")
            .blocks(w -> retire(w, Duration.ofHours(2), false)),
        fault("roll-double-signature-ended-after-three-hours", CACHED)
            .must("ROLL-RETIRED")
            .blocks(w -> retire(w, Duration.ofHours(3), true)),
        twin(
                "roll-zsk-stays-after-its-last-signature",
                "caches have both keys",
                "ROLL-CACHED-SIGNATURES",
                "ROLL-PREPUBLISHED")
            .passes(
                w -> {
                  w.previous(signed(w, zsks(w, List.of(w.zsk()), otherZsk(w))));
                  w.keys(zsks(w, List.of(otherZsk(w)), w.zsk()));
                }),
        twin(
                "roll-double-signature-begins",
                "caches verify the old signature (RFC 6781 4.1.1.2)",
                "ROLL-PREPUBLISHED",
                "ROLL-CACHED-SIGNATURES")
            .passes(
                w -> {
                  w.previous(signed(w, zsks(w, List.of(w.zsk()))));
                  w.keys(zsks(w, List.of(w.zsk(), otherZsk(w))));
                }),
        twin("roll-zsk-signs-three-hours-after-it-appeared", "TTL over", "ROLL-PREPUBLISHED")
            .passes(w -> prepublish(w, Duration.ofHours(3))),
        twin("roll-zsk-retired-after-nine-days", "all TTLs are over", "ROLL-RETIRED")
            .passes(w -> retire(w, Duration.ofDays(9), false)),
        fault("roll-zsk-gone-and-the-live-zone-rolled-back", CACHED)
            .must("ROLL-CACHED-SIGNATURES")
            .blocks(
                w -> {
                  SoftwareKey old = w.zsk();
                  retire(w, Duration.ofDays(9), false);
                  w.previous(signed(w, zsks(w, List.of(old), otherZsk(w))));
                }),
        twin("roll-zsk-gone-and-the-live-zone-given", "all TTLs are over", "ROLL-CACHED-SIGNATURES")
            .passes(
                w -> {
                  SoftwareKey old = w.zsk();
                  retire(w, Duration.ofDays(9), false);
                  w.previous(signed(w, zsks(w, List.of(otherZsk(w)), old)));
                }),
        fault("roll-algorithm-at-once", "bogus for a TTL where all algorithms are wanted")
            .must("ROLL-ALGORITHM")
            .warns(RolloverFaults::addAlgorithm),
        fault("roll-algorithm-at-once-against-the-policy", "as roll-algorithm-at-once")
            .must("ROLL-ALGORITHM")
            .blocks(
                w -> {
                  addAlgorithm(w);
                  w.policy(CONSERVATIVE);
                }),
        fault("roll-algorithm-signatures-gone-with-the-key", "as roll-algorithm-at-once")
            .must("ROLL-ALGORITHM")
            .blocks(
                w -> {
                  w.previous(signed(w, both(w)));
                  w.policy(CONSERVATIVE);
                }),
        fault("roll-zsk-of-one-algorithm-of-two-signs-as-it-appears", "as roll-algorithm-at-once")
            .must("ROLL-ALGORITHM")
            .blocks(
                w -> {
                  w.previous(signed(w, both(w)));
                  w.policy(CONSERVATIVE);
                  w.keys(secondZsk(w).plusStandby(both(w).zoneSigners().get(1)));
                }),
        twin(
                "roll-zsk-of-one-algorithm-of-two-signs-beside-the-old-one",
                "both algorithms have a key that caches know",
                "ROLL-ALGORITHM")
            .passes(
                w -> {
                  w.previous(signed(w, both(w)));
                  w.policy(CONSERVATIVE);
                  List<SoftwareKey> zsks = new ArrayList<>(secondZsk(w).zoneSigners());
                  zsks.add(both(w).zoneSigners().get(1));
                  w.keys(both(w).withZoneSigners(zsks));
                }),
        twin("roll-algorithm-both-as-before", "nothing has changed", "ROLL-ALGORITHM")
            .passes(
                w -> {
                  w.previous(signed(w, both(w)));
                  w.policy(CONSERVATIVE);
                  w.keys(both(w));
                }));
  }

  /** The other ZSK was added so long ago, and signs now. */
  private static void prepublish(Workshop w, Duration ago) {
    SoftwareKey old = w.zsk();
    released(w, LONG_AGO, zsks(w, List.of(old)));
    released(w, ago, zsks(w, List.of(old), otherZsk(w)));
    w.keys(zsks(w, List.of(otherZsk(w)), old));
  }

  /** The other ZSK took over so long ago, and the old one goes now. */
  private static void retire(Workshop w, Duration ago, boolean together) {
    SoftwareKey old = w.zsk();
    SoftwareKey other = otherZsk(w);
    released(w, LONG_AGO, zsks(w, List.of(old), other));
    released(w, ago, together ? zsks(w, List.of(old, other)) : zsks(w, List.of(other), old));
    w.keys(zsks(w, List.of(other)));
  }

  private static void addAlgorithm(Workshop w) {
    w.previous(signed(w, w.plan().keys()));
    w.keys(both(w));
  }

  /** The keys of both algorithms, with another ZSK of the second. */
  private static SigningKeys secondZsk(Workshop w) {
    SoftwareKey other = SoftwareKey.generate(KeyAlgorithm.ED25519, KeyRole.ZSK, ~w.seed());
    return both(w).withZoneSigners(List.of(w.zsk(), other));
  }

  private static SigningKeys both(Workshop w) {
    return w.plan().keys().plus(SigningKeys.pair(KeyAlgorithm.ED25519, w.seed()));
  }
}
