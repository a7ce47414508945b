package io.zonegate.rollover;

import static io.zonegate.rollover.Cast.KSK_NEW;
import static io.zonegate.rollover.Cast.KSK_OLD;
import static io.zonegate.rollover.Use.ABSENT;
import static io.zonegate.rollover.Use.AHEAD;
import static io.zonegate.rollover.Use.SIGNING;

import java.util.List;

/** Steps of rollovers to another algorithm (RFC 6781 section 4.1.4). */
final class AlgorithmSteps {
  private AlgorithmSteps() {}

  static List<Step> liberal(Cast cast) {
    return List.of(
        Step.of("double-sign", Wait.NONE, "The keys of both algorithms sign everything.")
            .with(SIGNING, cast.coming()),
        Step.of("swap-ds", Wait.ZONE_EVERYWHERE, "Every cache has both: the DS changes.")
            .dsOf(KSK_NEW),
        Step.of("remove-old", Wait.DS_EVERYWHERE, "No cache has the old DS: the old keys go.")
            .with(ABSENT, cast.old()));
  }

  /** A combined signing key is a KSK that signs ahead, too: section 4.1.4.1. */
  static List<Step> conservative(Cast cast) {
    return List.of(
        Step.of(
                "sign-ahead",
                Wait.NONE,
                "The data get signatures of the new algorithm, the DNSKEY RRset no key of it.")
            .with(AHEAD, cast.newSigner()),
        Step.of(
                "publish-keys",
                Wait.SIGNATURES_EVERYWHERE,
                "Every cached RRset has both signatures: the new keys are published.")
            .with(SIGNING, cast.coming()),
        Step.of("swap-ds", Wait.KEYS_EVERYWHERE, "Every cache has the new keys: the DS changes.")
            .dsOf(KSK_NEW),
        Step.of(
                "withdraw-keys",
                Wait.DS_EVERYWHERE,
                "No cache has the old DS: the old keys go, their signatures stay.")
            .with(ABSENT, KSK_OLD)
            .with(AHEAD, cast.oldSigner()),
        Step.of(
                "remove-signatures",
                Wait.KEYS_EVERYWHERE,
                "No cache has the old DNSKEY RRset: the old signatures go.")
            .with(ABSENT, cast.oldSigner()));
  }
}
