package io.zonegate.testzones.incident;

import io.zonegate.testzones.fault.PastZones;
import io.zonegate.testzones.fault.Workshop;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** What several incidents have in common. */
final class Scenes {
  static final String ALL_BOGUS = "the whole zone is bogus";
  static final String ONE_BOGUS = "the RRset is bogus";
  static final String CACHED = "bogus wherever the old zone is cached";

  /** So long ago that no cache has anything of it. */
  static final Duration LONG_AGO = Duration.ofDays(20);

  static final int DS_TTL = 86_400;

  private Scenes() {}

  /**
   * A ZSK rollover that is well prepared: the workshop's ZSK was in the DNSKEY RRset before, the
   * other one signed.
   */
  static void preparedRollover(Workshop w) {
    SoftwareKey old = PastZones.otherZsk(w);
    w.previous(PastZones.signed(w, PastZones.zsks(w, List.of(old), w.zsk())));
    w.keys(PastZones.zsks(w, List.of(w.zsk()), old));
  }

  /** The signatures over data and denial, not those over the DNSKEY RRset. */
  static List<RRSIGRecord> zoneSignatures(Workshop w) {
    return w.zone().rrsigs().stream().filter(r -> r.getTypeCovered() != Type.DNSKEY).toList();
  }

  /** Takes a key out of the DNSKEY RRset, which is signed again, and only it. */
  static void withdraw(Workshop w, SoftwareKey key) {
    w.zone().find(Workshop.ORIGIN, Type.DNSKEY).stream()
        .filter(r -> r.equals(key.dnskey(Workshop.ORIGIN, r.getTTL())))
        .toList()
        .forEach(w.zone()::remove);
    w.zone().resign(Workshop.ORIGIN, Type.DNSKEY);
  }

  /** The parent has the DS records of these keys. */
  static void parentHas(Workshop w, SoftwareKey... keys) {
    for (SoftwareKey key : keys) {
      w.parent(key.ds(Workshop.ORIGIN, DS_TTL, 2));
    }
  }

  /** The candidate is the zone as it was before signing. */
  static void unsigned(Workshop w) {
    w.rewrite(text -> Workshop.lines(w.unsigned()));
  }
}
