package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;

/**
 * The signatures that a plan needs, in their order: by slot, by RRset, by KSK. All fields of an
 * RRSIG but the signature follow from the plan, so there is nothing in it that could contradict it.
 * The signed octets are dnsjava's; the signer, which verifies them again, has a canonical form of
 * its own.
 */
final class KskRrsigs {

  private static final byte[] NONE = {};

  private KskRrsigs() {}

  /**
   * One signature.
   *
   * @param slot number of the slot, from 0
   */
  record Place(int slot, KskRrset set, DnskeyRdata ksk) {

    /** The RRSIG record with this signature. */
    RRSIGRecord rrsig(KskPlan plan, byte[] signature) {
      Slot times = plan.slots().get(slot);
      Name zone = plan.zone();
      return new RRSIGRecord(
          zone,
          DClass.IN,
          set.ttl(),
          set.type(),
          ksk.algorithm().number(),
          set.ttl(),
          times.expiration(),
          times.inception(),
          ksk.keyTag(),
          zone,
          signature);
    }

    /** The octets that are signed (RFC 4034, 3.1.8.1). */
    byte[] message(KskPlan plan) {
      return DNSSEC.digestRRset(rrsig(plan, NONE), set.at(plan.zone()));
    }

    @Override
    public String toString() {
      return "bundle " + (slot + 1) + ", " + set.name() + " by " + CeremonyKey.shown(ksk);
    }
  }

  /** All places of a plan. */
  static List<Place> places(KskPlan plan) {
    List<KskRrset> sets = plan.rrsets();
    List<DnskeyRdata> ksks = plan.keys(KeyUse.SIGNING_KSK);
    List<Place> places = new ArrayList<>();
    for (int slot = 0; slot < plan.slots().size(); slot++) {
      for (KskRrset set : sets) {
        for (DnskeyRdata ksk : ksks) {
          places.add(new Place(slot, set, ksk));
        }
      }
    }
    return places;
  }
}
