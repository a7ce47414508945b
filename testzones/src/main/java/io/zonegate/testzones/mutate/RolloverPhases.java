package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.resigned;

import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.List;

/** The legal phases of each rollover, long enough after the phase before (RFC 6781 4.1). */
final class RolloverPhases {
  private static final Duration ENOUGH = Duration.ofDays(60);

  private RolloverPhases() {}

  static List<Mutation> list() {
    return List.of(
        phase(
            "zsk-roll-both-published", "pre-publication begins", zsk(Zsk.OLD), zsk(Zsk.OLD_SIGNS)),
        phase(
            "zsk-roll-new-one-signs",
            "the new key is in every cache",
            zsk(Zsk.OLD_SIGNS),
            zsk(Zsk.NEW_SIGNS)),
        phase(
            "zsk-roll-old-one-gone",
            "no cache has a signature by it",
            zsk(Zsk.NEW_SIGNS),
            zsk(Zsk.NEW)),
        phase("zsk-roll-both-sign", "double signature begins", zsk(Zsk.OLD), zsk(Zsk.BOTH_SIGN)),
        phase("zsk-roll-both-signed", "double signature ends", zsk(Zsk.BOTH_SIGN), zsk(Zsk.NEW)),
        ksk("ksk-roll-both-sign", "double signature begins", Ksk.OLD, Ksk.BOTH, Ksk.OLD),
        ksk("ksk-roll-ds-changed", "caches have both keys", Ksk.BOTH, Ksk.BOTH, Ksk.NEW),
        ksk("ksk-roll-both-ds", "double DS", Ksk.OLD, Ksk.OLD, Ksk.BOTH),
        ksk("ksk-roll-old-one-gone", "no cache has its DS", Ksk.BOTH, Ksk.NEW, Ksk.NEW),
        phase(
            "algorithm-roll-both-sign",
            "both algorithms sign all (RFC 6781 4.1.4, liberal)",
            zsk(Zsk.OLD),
            Keys::bothAlgorithms),
        phase(
            "algorithm-roll-both-as-before",
            "nothing has changed",
            Keys::bothAlgorithms,
            Keys::bothAlgorithms));
  }

  /** What signs before and now. */
  @FunctionalInterface
  private interface Choice {
    SigningKeys of(Keys keys);
  }

  private enum Zsk {
    OLD,
    OLD_SIGNS,
    NEW_SIGNS,
    BOTH_SIGN,
    NEW
  }

  private enum Ksk {
    OLD,
    BOTH,
    NEW
  }

  /** The keys of the zone and those that follow them. */
  private static final class Keys {
    private final SigningKeys old;
    private final SoftwareKey oldKsk;
    private final SoftwareKey oldZsk;
    private final SoftwareKey newKsk;
    private final SoftwareKey newZsk;

    Keys(Specimen s) throws NoPlaceException {
      if (s.ksk() == s.zsk()) {
        throw new NoPlaceException("KSK beside a ZSK");
      }
      old = s.zone().plan().keys();
      oldKsk = s.ksk();
      oldZsk = s.zsk();
      newKsk = s.other(oldKsk);
      newZsk = s.other(oldZsk);
    }

    SigningKeys zsks(Zsk phase) {
      return switch (phase) {
        case OLD -> old;
        case OLD_SIGNS -> old.plusStandby(newZsk);
        case NEW_SIGNS -> old.withZoneSigners(List.of(newZsk)).plusStandby(oldZsk);
        case BOTH_SIGN -> old.withZoneSigners(List.of(oldZsk, newZsk));
        case NEW -> old.withZoneSigners(List.of(newZsk));
      };
    }

    SoftwareKey[] ksks(Ksk phase) {
      return switch (phase) {
        case OLD -> new SoftwareKey[] {oldKsk};
        case BOTH -> new SoftwareKey[] {oldKsk, newKsk};
        case NEW -> new SoftwareKey[] {newKsk};
      };
    }

    SigningKeys bothAlgorithms() {
      return old.plus(MoreKeys.ofOtherAlgorithm(oldZsk));
    }
  }

  private static Choice zsk(Zsk phase) {
    return keys -> keys.zsks(phase);
  }

  private static Mutation phase(String name, String why, Choice before, Choice now) {
    return resigned(
        name,
        why,
        s -> {
          Keys keys = new Keys(s);
          s.released(ENOUGH, before.of(keys), keys.oldKsk);
          s.before(before.of(keys));
          s.signWith(now.of(keys));
        });
  }

  private static Mutation ksk(String name, String why, Ksk before, Ksk now, Ksk ds) {
    return resigned(
        name,
        why,
        s -> {
          Keys keys = new Keys(s);
          SigningKeys signedBefore = keys.old.withDnskeySigners(List.of(keys.ksks(before)));
          s.released(ENOUGH, signedBefore, keys.ksks(ds));
          s.before(signedBefore);
          s.parentDs(keys.ksks(ds));
          s.signWith(keys.old.withDnskeySigners(List.of(keys.ksks(now))));
        });
  }
}
