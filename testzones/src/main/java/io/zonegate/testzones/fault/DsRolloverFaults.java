package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;
import static io.zonegate.testzones.fault.PastZones.ksks;
import static io.zonegate.testzones.fault.PastZones.otherKsk;
import static io.zonegate.testzones.fault.PastZones.released;
import static io.zonegate.testzones.fault.PastZones.served;

import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;

/**
 * Zones that fit the parent's DS of today and not the one that caches hold (ROLL-DS-CACHED,
 * ROLL-DS-SEEN, ROLL-UNSIGN).
 */
final class DsRolloverFaults {
  private static final Duration LONG_AGO = Duration.ofDays(20);
  private static final String CACHED = "bogus as a whole wherever the old DS is cached";

  private DsRolloverFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("roll-ksk-gone-two-hours-after-its-ds", CACHED + " (.nz 2023)")
            .must("ROLL-DS-CACHED")
            .blocks(w -> swapDs(w, Duration.ofHours(2))),
        fault("roll-ksk-gone-and-its-ds-not-seen-gone", CACHED)
            .must("ROLL-DS-CACHED")
            .blocks(
                w -> {
                  SoftwareKey old = w.ksk();
                  released(w, LONG_AGO, ksks(w, old, otherKsk(w)), old);
                  w.keys(ksks(w, otherKsk(w)));
                }),
        fault(
                "roll-ksk-gone-while-its-ds-with-sha384-is-cached",
                "bogus where Unbound has the old DS RRset, though the other key's DS is in it")
            .must("ROLL-DS-CACHED")
            .blocks(w -> swapStrongerDs(w, Duration.ofHours(2))),
        twin(
                "roll-ksk-gone-two-days-after-its-ds-with-sha384",
                "no cache has the old DS",
                "ROLL-DS-CACHED")
            .passes(w -> swapStrongerDs(w, Duration.ofDays(2))),
        twin(
                "roll-ksk-joins-whose-ds-came-too-early",
                "it is what the new DS lacks, and the old KSK stays for the old one",
                "ROLL-DS-SEEN")
            .passes(
                w -> {
                  SoftwareKey old = w.ksk();
                  released(w, LONG_AGO, ksks(w, old), old);
                  served(w, Duration.ofMinutes(10), ksks(w, old), otherKsk(w));
                  w.parent(PastZones.ds(otherKsk(w), 2));
                  w.keys(ksks(w, old, otherKsk(w)));
                }),
        fault("roll-ksk-changed-on-the-word-of-today", CACHED + " (.fj 2022)")
            .must("ROLL-DS-SEEN")
            .may("ROLL-DS-CACHED", "DS-STALE")
            .blocks(
                w -> {
                  SoftwareKey old = w.ksk();
                  released(w, LONG_AGO, ksks(w, old), old);
                  bothAtTheParent(w, old);
                  w.keys(ksks(w, otherKsk(w)));
                }),
        fault("roll-ksk-changed-half-an-hour-after-its-ds-came", CACHED)
            .must("ROLL-DS-SEEN")
            .may("ROLL-DS-CACHED", "DS-STALE")
            .blocks(w -> doubleDs(w, Duration.ofMinutes(30))),
        fault("roll-unsigned-while-the-ds-is-there", "bogus as a whole (RFC 4035 5.2)")
            .must("ROLL-UNSIGN", "ZONE-SIGNED")
            .mayLoseAllSignatures()
            .may("DS-MATCH")
            .blocks(
                w -> {
                  released(w, LONG_AGO, w.plan().keys(), w.ksk());
                  w.rewrite(text -> Workshop.lines(w.unsigned()));
                }),
        fault("roll-unsigned-an-hour-after-the-ds-went", CACHED + " (slack.com 2021)")
            .must("ROLL-UNSIGN", "ZONE-SIGNED")
            .mayLoseAllSignatures()
            .may("DS-MATCH")
            .passing("ZONE-RULES", "ZONE-UNCHANGED")
            .blocks(
                w -> {
                  released(w, LONG_AGO, w.plan().keys(), w.ksk());
                  dsGone(w, Duration.ofHours(1));
                  w.rewrite(text -> Workshop.lines(w.unsigned()));
                }),
        twin("roll-ksk-gone-two-days-after-its-ds", "no cache has the old DS", "ROLL-DS-CACHED")
            .passes(w -> swapDs(w, Duration.ofDays(2))),
        twin(
                "roll-ksk-changed-two-days-after-its-ds-came",
                "all caches have the new DS (RFC 7583 3.3.2)",
                "ROLL-DS-SEEN",
                "ROLL-DS-CACHED")
            .may("DS-STALE")
            .passes(w -> doubleDs(w, Duration.ofDays(2))),
        twin("roll-ds-gone-and-still-signed", "signatures do no harm", "ROLL-UNSIGN")
            .passes(
                w -> {
                  released(w, LONG_AGO, w.plan().keys(), w.ksk());
                  dsGone(w, Duration.ofHours(1));
                }));
  }

  /**
   * Both KSKs sign; the DS went from the old one to the other so long ago; the old one goes now.
   */
  private static void swapDs(Workshop w, Duration ago) {
    SoftwareKey old = w.ksk();
    released(w, LONG_AGO, ksks(w, old, otherKsk(w)), old);
    served(w, ago, ksks(w, old, otherKsk(w)), otherKsk(w));
    w.keys(ksks(w, otherKsk(w)));
  }

  /** Both had a DS, the old KSK a stronger one, which went so long ago; the old KSK goes now. */
  private static void swapStrongerDs(Workshop w, Duration ago) {
    SoftwareKey old = w.ksk();
    SigningKeys both = ksks(w, old, otherKsk(w));
    List<Record> ds = List.of(PastZones.ds(old, 4), PastZones.ds(otherKsk(w), 2));
    w.event(
        new PastEvent(
            false, w.clock().minus(LONG_AGO), PastZones.signed(w, both), Workshop.lines(ds)));
    served(w, ago, both, otherKsk(w));
    w.keys(ksks(w, otherKsk(w)));
  }

  /** The other KSK's DS came beside the old one's so long ago; the KSKs change now. */
  private static void doubleDs(Workshop w, Duration ago) {
    SoftwareKey old = w.ksk();
    released(w, LONG_AGO, ksks(w, old), old);
    served(w, ago, ksks(w, old), old, otherKsk(w));
    bothAtTheParent(w, old);
    w.keys(ksks(w, otherKsk(w)));
  }

  private static void bothAtTheParent(Workshop w, SoftwareKey old) {
    for (SoftwareKey key : List.of(old, otherKsk(w))) {
      w.parent(key.ds(Workshop.ORIGIN, 86_400, 2));
    }
  }

  private static void dsGone(Workshop w, Duration ago) {
    w.event(
        new PastEvent(
            true, w.clock().minus(ago), PastZones.signed(w, w.plan().keys()), PastEvent.NO_DS));
  }
}
