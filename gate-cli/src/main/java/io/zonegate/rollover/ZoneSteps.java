package io.zonegate.rollover;

import static io.zonegate.rollover.Cast.KSK_NEW;
import static io.zonegate.rollover.Cast.KSK_OLD;
import static io.zonegate.rollover.Use.ABSENT;
import static io.zonegate.rollover.Use.PUBLISHED;
import static io.zonegate.rollover.Use.SIGNING;

import java.util.List;

/** Steps in which the zone changes as a whole: signed or not, its denial, its signer. */
final class ZoneSteps {
  private ZoneSteps() {}

  static List<Step> goUnsigned(Cast cast) {
    return List.of(
        Step.of("remove-ds", Wait.NONE, "The parent takes the DS away.").dsOf(),
        Step.of("unsign", Wait.DS_EVERYWHERE, "No cache has the DS: the signatures go.")
            .with(ABSENT, cast.old())
            .signed(false));
  }

  static List<Step> goSigned(Cast cast) {
    return List.of(
        Step.of("sign", Wait.NONE, "The zone is signed; the parent has no DS.")
            .with(SIGNING, cast.old())
            .signed(true),
        Step.of(
                "add-ds",
                Wait.SIGNATURES_EVERYWHERE.or(Wait.of("signing + propagation + negative-ttl")),
                "No cache has unsigned RRsets: the parent gets the DS.")
            .dsOf(KSK_OLD));
  }

  static List<Step> changeDenial(DenialWay now) {
    DenialWay other = now == DenialWay.NSEC ? DenialWay.NSEC3 : DenialWay.NSEC;
    return List.of(
        Step.of("change", Wait.NONE, "From " + now.word() + " to " + other.word() + ".")
            .denial(other),
        Step.of("change-back", Wait.SIGNATURES_EVERYWHERE, "And back, to show the way back.")
            .denial(now));
  }

  static List<Step> moveSigner(Cast cast) {
    return List.of(
        Step.of(
                "publish-keys",
                Wait.NONE,
                "This signer publishes the other one's keys, the parent gets its DS too.")
            .with(PUBLISHED, cast.coming())
            .dsOf(KSK_OLD, KSK_NEW),
        Step.of(
                "move",
                Wait.KEYS_EVERYWHERE.or(Wait.DS_EVERYWHERE),
                "Every cache knows both signers: the other one signs, and publishes our keys.")
            .with(SIGNING, cast.coming())
            .with(PUBLISHED, cast.old()),
        Step.of(
                "remove-keys",
                Wait.ZONE_EVERYWHERE,
                "No cache has anything of the old signer: its keys and its DS go.")
            .with(ABSENT, cast.old())
            .dsOf(KSK_NEW));
  }
}
