package io.zonegate.testzones.incident;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.fault.Workshop;
import java.time.Duration;
import java.util.List;

/** Signatures that are valid at another time. */
final class TimeIncidents {
  private TimeIncidents() {}

  static List<Incident> list() {
    return List.of(
        new Incident(
            "INC-15",
            "2016-06-29; 2017-06-21; 2019-01-11; 2020-06-17",
            ".mm; e164.arpa; arin.net; .xn--wgbh1c",
            "All signatures expired",
            """
            The commonest outage of all: nobody signed in time. It met small and large operators,
            and lasted eight days in one of these cases, which is the median of what one collector
            of outages has seen.
            """,
            List.of("ianix.com/pub/dnssec-outages, pages of those dates"),
            "SIG-REMAINING blocks what has expired and what will before the next release can come.",
            List.of(
                fault("inc-15-expired-a-second-ago", Scenes.ALL_BOGUS)
                    .must("SIG-REMAINING")
                    .mayLoseSignature()
                    .may("DS-CHAIN", "ZONE-SIGNED")
                    .passing("DS-MATCH", "SIG-KEY", "NSEC-CHAIN", "ZONE-UNCHANGED")
                    .blocks(w -> times(w, Duration.ofDays(-14), Duration.ofSeconds(-1))),
                fault("inc-15-expires-in-an-hour", Scenes.ALL_BOGUS + " an hour from now")
                    .must("SIG-REMAINING")
                    .passing("DS-MATCH", "SIG-KEY", "NSEC-CHAIN", "ZONE-UNCHANGED")
                    .passing("SIG-VERIFY", "DS-CHAIN", "ALG-COMPLETE")
                    .blocks(w -> times(w, Duration.ofDays(-13), Duration.ofHours(1))),
                twin("inc-15-signed-again", "for eight days more", "SIG-REMAINING")
                    .passes(w -> times(w, Duration.ofHours(-1), Duration.ofDays(8))))),
        new Incident(
            "INC-16",
            "2021-06-22",
            "lequipe.fr",
            "The signatures began two weeks in the future",
            """
            All signatures had an inception fifteen days ahead. To a validator they are as bad as
            expired ones. A signer with a wrong clock or a wrong parameter makes such a zone, and
            every test that looks at the expiration only is content with it.
            """,
            List.of("ianix.com/pub/dnssec-outages: 20210622-lequipe.fr"),
            "SIG-INCEPTION: every signature must have begun to be valid.",
            List.of(
                fault("inc-16-all-begin-in-15-days", Scenes.ALL_BOGUS)
                    .must("SIG-INCEPTION")
                    .mayLoseSignature()
                    .may("DS-CHAIN", "ZONE-SIGNED")
                    .passing("SIG-REMAINING", "SIG-KEY", "DS-MATCH", "NSEC-CHAIN")
                    .blocks(w -> times(w, Duration.ofDays(15), Duration.ofDays(45))),
                twin("inc-16-the-same-15-days-later", "they have begun", "SIG-INCEPTION")
                    .passes(w -> times(w, Duration.ofHours(-1), Duration.ofDays(30))))));
  }

  /** All signatures with these times, as seen from the clock. */
  private static void times(Workshop w, Duration inception, Duration expiration) {
    w.plan(w.plan().withTimes(w.clock().plus(inception), w.clock().plus(expiration)));
  }
}
