package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;
import static io.zonegate.testzones.fault.PastZones.ksks;
import static io.zonegate.testzones.fault.PastZones.otherKsk;
import static io.zonegate.testzones.fault.PastZones.otherZsk;
import static io.zonegate.testzones.fault.PastZones.released;
import static io.zonegate.testzones.fault.PastZones.served;
import static io.zonegate.testzones.fault.PastZones.signed;
import static io.zonegate.testzones.fault.PastZones.zsks;

import io.zonegate.testzones.fault.Workshop;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.List;

/** Flawless zones that caches could not get on with. */
final class RolloverIncidents {
  private static final String[] FLAWLESS = {
    "SIG-VERIFY", "SIG-KEY", "DS-MATCH", "DS-CHAIN", "ALG-COMPLETE", "NSEC-CHAIN", "ZONE-UNCHANGED"
  };
  private static final String EXPIRED = "no cache has what the old key is needed for";

  private RolloverIncidents() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "INC-04",
            "2023-05-29",
            ".nz and 15 zones below it",
            "The old KSK left while its DS was still cached",
            """
            A new registry system had raised the TTL of DS records from one hour to a day, and the
            steps of the KSK rollover still counted on one hour. The old KSK left the zones while
            resolvers held the old DS. The zones and the parent were flawless at every moment;
            names failed for thirteen hours for most, and for up to two days for some.
            """,
            List.of(
                "internetnz.nz, technical incident report",
                "status.internetnz.nz/incidents/gq1c6slz3198"),
            "ROLL-DS-CACHED waits for the TTL that the DS had when it was last seen at the parent,"
                + " not for one that somebody configured.",
            List.of(
                fault("inc-04-old-ksk-gone-an-hour-after-its-ds", cached("old DS"))
                    .must("ROLL-DS-CACHED")
                    .passing(FLAWLESS)
                    .blocks(w -> swapDs(w, Duration.ofHours(1))),
                twin("inc-04-old-ksk-gone-25-hours-after-its-ds", EXPIRED, "ROLL-DS-CACHED")
                    .passes(w -> swapDs(w, Duration.ofHours(25))))),
        new Incident(
            "INC-05",
            "2012-12-07",
            "APNIC's reverse zones",
            "The standby signer had other ZSKs",
            """
            After a failure the standby signer took over, and it held other ZSKs. All zones were
            verified and valid as published. Caches held the DNSKEY RRset of before, in which those
            keys were not, so that names failed for up to a day.
            """,
            List.of("apnic.net, service announcement of 2012-12-07"),
            "ROLL-CACHED-SIGNATURES and ROLL-PREPUBLISHED hold the candidate against the zone"
                + " before; every check of the zone alone passes.",
            List.of(
                fault("inc-05-standby-signer-with-its-own-zsk", Scenes.CACHED)
                    .must("ROLL-CACHED-SIGNATURES", "ROLL-PREPUBLISHED")
                    .passing(FLAWLESS)
                    .blocks(
                        w -> {
                          w.previous(signed(w, zsks(w, List.of(w.zsk()))));
                          w.keys(zsks(w, List.of(otherZsk(w))));
                        }),
                twin(
                        "inc-05-standby-signer-whose-zsk-was-published",
                        "both signers publish both keys",
                        "ROLL-CACHED-SIGNATURES",
                        "ROLL-PREPUBLISHED")
                    .passes(
                        w -> {
                          w.previous(signed(w, zsks(w, List.of(w.zsk()), otherZsk(w))));
                          w.keys(zsks(w, List.of(otherZsk(w)), w.zsk()));
                        }))),
        new Incident(
            "INC-06",
            "2010-06-14",
            "zones of the RIPE NCC",
            "The new signers did not publish the key of the old ones",
            """
            The zones moved to new signers, which signed with a ZSK of their own. The ZSK of the old
            signers was not in the DNSKEY RRset that the new ones made, although the signatures of
            before were in caches everywhere. A resolver that had to fetch the keys again could not
            use them.
            """,
            List.of("lists.dns-oarc.net dns-operations 2010-June 005735"),
            "ROLL-CACHED-SIGNATURES, and ROLL-RETIRED where the old key has not signed for a while:"
                + " a key stays as long as caches have its signatures.",
            List.of(
                fault("inc-06-new-signers-without-the-old-zsk", Scenes.CACHED)
                    .must("ROLL-CACHED-SIGNATURES")
                    .passing(FLAWLESS)
                    .passing("ROLL-PREPUBLISHED")
                    .blocks(
                        w -> {
                          bothPublished(w);
                          w.keys(zsks(w, List.of(otherZsk(w))));
                        }),
                twin("inc-06-new-signers-with-the-old-zsk", "it is kept", "ROLL-CACHED-SIGNATURES")
                    .passes(
                        w -> {
                          SoftwareKey old = w.zsk();
                          bothPublished(w);
                          w.keys(zsks(w, List.of(otherZsk(w)), old));
                        }))),
        new Incident(
            "INC-07",
            "2012-10-28",
            ".nl",
            "The new ZSK signed ten minutes after it was first served",
            """
            The signer crashed and did not publish the zone in which the new ZSK appeared, and its
            state said that it had. When it went on, the key signed after minutes instead of the
            hours that its books showed. Resolvers had the DNSKEY RRset without it for up to two
            hours.
            """,
            List.of("miek.nl/2012/october/31"),
            "ROLL-PREPUBLISHED counts from when a key was seen served, if the history has that, and"
                + " not from what the signer believes.",
            List.of(
                fault("inc-07-zsk-signs-ten-minutes-after-it-was-served", Scenes.CACHED)
                    .must("ROLL-PREPUBLISHED")
                    .passing(FLAWLESS)
                    .blocks(w -> lateRelease(w, Duration.ofMinutes(10))),
                fault("inc-07-zsk-signs-and-was-never-served", Scenes.CACHED)
                    .must("ROLL-PREPUBLISHED")
                    .passing(FLAWLESS)
                    .blocks(
                        w -> {
                          SoftwareKey old = w.zsk();
                          released(w, Scenes.LONG_AGO, zsks(w, List.of(old)));
                          released(w, Duration.ofDays(9), zsks(w, List.of(old), otherZsk(w)));
                          served(w, Duration.ofHours(1), zsks(w, List.of(old)));
                          w.keys(zsks(w, List.of(otherZsk(w)), old));
                        }),
                twin(
                        "inc-07-zsk-signs-four-hours-after-it-was-served",
                        "all caches have the key",
                        "ROLL-PREPUBLISHED")
                    .passes(w -> lateRelease(w, Duration.ofHours(4))))),
        new Incident(
            "INC-25",
            "2012-01-18",
            "nasa.gov",
            "KSK and DS changed at once",
            """
            In a KSK rollover the old key and the new one did not overlap. The zone and the DS at
            the parent fitted each other after the change; resolvers with the old DS in their cache
            had no key for it. A large provider was thought to block the site.
            """,
            List.of("internetsociety.org 2012/01", "circleid.com 2012-03-22"),
            "ROLL-DS-CACHED: the old KSK stays while its DS may be cached.",
            List.of(
                fault("inc-25-ksk-and-ds-changed-at-once", cached("old DS"))
                    .must("ROLL-DS-CACHED")
                    .may("ROLL-DS-SEEN")
                    .passing(FLAWLESS)
                    .blocks(
                        w -> {
                          released(w, Scenes.LONG_AGO, ksks(w, w.ksk()), w.ksk());
                          w.keys(ksks(w, otherKsk(w)));
                        }),
                twin("inc-25-keys-overlap", "the old key is there too", "ROLL-DS-CACHED")
                    .passes(
                        w -> {
                          SoftwareKey old = w.ksk();
                          released(w, Scenes.LONG_AGO, ksks(w, old, otherKsk(w)), old);
                          Scenes.parentHas(w, otherKsk(w));
                          w.keys(ksks(w, old, otherKsk(w)));
                        }))));
  }

  private static String cached(String what) {
    return "bogus as a whole wherever the " + what + " is cached";
  }

  /** The other ZSK has been in the DNSKEY RRset for nine days. */
  private static void bothPublished(Workshop w) {
    SoftwareKey old = w.zsk();
    released(w, Scenes.LONG_AGO, zsks(w, List.of(old)));
    released(w, Duration.ofDays(9), zsks(w, List.of(old), otherZsk(w)));
  }

  /**
   * Both KSKs sign; the DS went from the old one to the other so long ago; the old one goes now.
   */
  private static void swapDs(Workshop w, Duration ago) {
    SoftwareKey old = w.ksk();
    released(w, Scenes.LONG_AGO, ksks(w, old, otherKsk(w)), old);
    served(w, ago, ksks(w, old, otherKsk(w)), otherKsk(w));
    w.keys(ksks(w, otherKsk(w)));
  }

  /**
   * The signer believes that it released the new ZSK nine days ago; it was first served so long
   * ago.
   */
  private static void lateRelease(Workshop w, Duration ago) {
    SigningPlan plan = w.plan();
    w.plan(new SigningPlan(plan.keys(), plan.denial(), plan.inception(), plan.expiration(), 7_200));
    SoftwareKey old = w.zsk();
    released(w, Scenes.LONG_AGO, zsks(w, List.of(old)));
    released(w, Duration.ofDays(9), zsks(w, List.of(old), otherZsk(w)));
    served(w, ago.plusMinutes(5), zsks(w, List.of(old)));
    served(w, ago, zsks(w, List.of(old), otherZsk(w)));
    w.keys(zsks(w, List.of(otherZsk(w)), old));
  }
}
