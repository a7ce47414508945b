package io.zonegate.rollover;

import static io.zonegate.rollover.Cast.KSK_NEW;
import static io.zonegate.rollover.Cast.KSK_OLD;
import static io.zonegate.rollover.Cast.ZSK_NEW;
import static io.zonegate.rollover.Cast.ZSK_OLD;
import static io.zonegate.rollover.Use.ABSENT;
import static io.zonegate.rollover.Use.SIGNING;

import java.util.List;

/**
 * Steps after a compromise: what ends the power of the old key comes as soon as no cache fails by
 * it (RFC 6781 section 4.2). A KSK has it by its DS, so the DS leaves first, before anything else
 * is waited for; a ZSK has it by the DNSKEY RRset.
 */
final class EmergencySteps {
  private EmergencySteps() {}

  static List<Step> allKeys(Cast cast) {
    return List.of(
        Step.of("add-keys", Wait.NONE, "New keys come, and sign beside the old ones.")
            .with(SIGNING, cast.coming()),
        swapDs(),
        Step.of(
                "remove-keys",
                Wait.DS_EVERYWHERE.or(Wait.SIGNATURES_EVERYWHERE),
                "No cache needs the compromised keys any more: they go.")
            .with(ABSENT, cast.old()));
  }

  static List<Step> ksk() {
    return List.of(
        Step.of("add-ksk", Wait.NONE, "A new KSK comes, and signs beside the old one.")
            .with(SIGNING, KSK_NEW),
        swapDs(),
        Step.of(
                "remove-ksk",
                Wait.DS_EVERYWHERE,
                "No cache needs the compromised KSK any more: it goes.")
            .with(ABSENT, KSK_OLD));
  }

  private static Step swapDs() {
    return Step.of(
            "swap-ds",
            Wait.KEYS_EVERYWHERE,
            "Every cache has the new KSK: the DS of the compromised one goes.")
        .dsOf(KSK_NEW);
  }

  /** Both sign at once: to publish the new key first would take longer by a TTL. */
  static List<Step> zsk() {
    return List.of(
        Step.of("add-zsk", Wait.NONE, "A new ZSK comes, and signs beside the old one.")
            .with(SIGNING, ZSK_NEW),
        Step.of(
                "remove-zsk",
                Wait.ZONE_EVERYWHERE,
                "Every cache has the new ZSK and its signatures: the compromised one goes.")
            .with(ABSENT, ZSK_OLD));
  }
}
