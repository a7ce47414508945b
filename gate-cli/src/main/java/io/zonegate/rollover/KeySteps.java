package io.zonegate.rollover;

import static io.zonegate.rollover.Cast.KSK_NEW;
import static io.zonegate.rollover.Cast.KSK_OLD;
import static io.zonegate.rollover.Cast.ZSK_NEW;
import static io.zonegate.rollover.Cast.ZSK_OLD;
import static io.zonegate.rollover.Use.ABSENT;
import static io.zonegate.rollover.Use.PUBLISHED;
import static io.zonegate.rollover.Use.SIGNING;

import java.util.List;

/** Steps of rollovers in which a key gets a successor of its kind. */
final class KeySteps {
  private KeySteps() {}

  static List<Step> doubleDs() {
    return List.of(
        Step.of("add-ds", Wait.NONE, "The parent gets the DS of the new KSK beside the old.")
            .dsOf(KSK_OLD, KSK_NEW),
        Step.of("swap-ksk", Wait.DS_EVERYWHERE, "Every cache knows both DS: the KSKs change.")
            .with(SIGNING, KSK_NEW)
            .with(ABSENT, KSK_OLD),
        Step.of("remove-ds", Wait.KEYS_EVERYWHERE, "No cache has the old KSK: its DS goes.")
            .dsOf(KSK_NEW));
  }

  static List<Step> doubleKsk() {
    return List.of(
        Step.of("publish-ksk", Wait.NONE, "Both KSKs sign the DNSKEY RRset.")
            .with(SIGNING, KSK_NEW),
        Step.of("swap-ds", Wait.KEYS_EVERYWHERE, "Every cache has both KSKs: the DS changes.")
            .dsOf(KSK_NEW),
        Step.of("remove-ksk", Wait.DS_EVERYWHERE, "No cache has the old DS: the old KSK goes.")
            .with(ABSENT, KSK_OLD));
  }

  static List<Step> doubleRrset() {
    return List.of(
        Step.of("add-both", Wait.NONE, "The new KSK and its DS come at the same time.")
            .with(SIGNING, KSK_NEW)
            .dsOf(KSK_OLD, KSK_NEW),
        Step.of(
                "remove-both",
                Wait.KEYS_EVERYWHERE.or(Wait.DS_EVERYWHERE),
                "Every cache has both KSKs and both DS: the old ones go.")
            .with(ABSENT, KSK_OLD)
            .dsOf(KSK_NEW));
  }

  static List<Step> prepublish() {
    return List.of(
        Step.of("publish-zsk", Wait.NONE, "The new ZSK is published and does not sign yet.")
            .with(PUBLISHED, ZSK_NEW),
        Step.of("sign", Wait.KEYS_EVERYWHERE, "Every cache has the new ZSK: it signs.")
            .with(SIGNING, ZSK_NEW)
            .with(PUBLISHED, ZSK_OLD),
        Step.of(
                "remove-zsk",
                Wait.SIGNATURES_EVERYWHERE,
                "No cache has signatures of the old ZSK: it goes.")
            .with(ABSENT, ZSK_OLD));
  }

  static List<Step> doubleZsk() {
    return List.of(
        Step.of("double-sign", Wait.NONE, "Both ZSKs are published and sign.")
            .with(SIGNING, ZSK_NEW),
        Step.of(
                "remove-zsk",
                Wait.ZONE_EVERYWHERE,
                "Every cache has both keys and both signatures: the old ones go.")
            .with(ABSENT, ZSK_OLD));
  }

  static List<Step> doubleCsk() {
    return List.of(
        Step.of("publish-csk", Wait.NONE, "Both keys are published and sign everything.")
            .with(SIGNING, KSK_NEW),
        Step.of("swap-ds", Wait.ZONE_EVERYWHERE, "Every cache has both: the DS changes.")
            .dsOf(KSK_NEW),
        Step.of("remove-csk", Wait.DS_EVERYWHERE, "No cache has the old DS: the old key goes.")
            .with(ABSENT, KSK_OLD));
  }
}
