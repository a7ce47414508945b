package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeySearch;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import org.xbill.DNS.CDSRecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Record;

/** True key tag collisions, found by search (KEY-TAG-UNIQUE). */
final class KeyTagFaults {

  private KeyTagFaults() {}

  static List<Fault> list() {
    return List.of(
        fault(
                "key-tag-collision-two",
                "secure; but BIND tries one of the two keys, and it may be the wrong one")
            .must("KEY-TAG-UNIQUE")
            .warns(w -> collidingStandby(w, w.zsk().tag(), 1)),
        fault("key-tag-collision-three", "secure; but BIND tries one of the three keys")
            .must("KEY-TAG-UNIQUE")
            .warns(w -> collidingStandby(w, w.zsk().tag(), 2)),
        fault("key-tag-collision-four", "bogus where the validator stops trying (KeyTrap)")
            .must("KEY-TAG-UNIQUE")
            .blocks(w -> collidingStandby(w, w.zsk().tag(), 3)),
        fault("key-tag-collision-with-the-ksk", "secure; the DS says which of them to try")
            .must("KEY-TAG-UNIQUE")
            .warns(w -> collidingStandby(w, w.ksk().tag(), 2)),
        fault(
                "key-tag-collision-of-four-with-the-ksk",
                "as many as four keys have one tag (KeyTrap)")
            .must("KEY-TAG-UNIQUE")
            .blocks(w -> collidingStandby(w, w.ksk().tag(), 3)),
        fault("key-tag-collision-with-the-ksk-and-cds", "secure; the KSK signs the CDS RRset too")
            .must("KEY-TAG-UNIQUE")
            .warns(
                w -> {
                  collidingStandby(w, w.ksk().tag(), 1);
                  w.unsigned().add(cds(w));
                }),
        fault("key-tag-collision-once-revoked", "secure; a collision once the KSK is revoked")
            .must("KEY-TAG-UNIQUE")
            .warns(
                w -> {
                  int revoked = w.ksk().withFlags(w.ksk().flags() | SoftwareKey.REVOKE).tag();
                  collidingStandby(w, revoked, 1);
                }),
        twin("key-tag-same-under-two-algorithms", "told apart by algorithm", "KEY-TAG-UNIQUE")
            .passes(
                w -> {
                  SigningKeys other = SigningKeys.pair(KeyAlgorithm.ED25519, w.seed());
                  int tag = other.zoneSigners().get(0).tag();
                  SoftwareKey zsk = KeySearch.p256WithTag(tag, 256, w.seed());
                  w.keys(w.plan().keys().withZoneSigners(List.of(zsk)).plus(other));
                }),
        twin("key-tags-next-to-each-other", "distinct tags", "KEY-TAG-UNIQUE")
            .passes(w -> collidingStandby(w, (w.zsk().tag() + 1) & 0xffff, 1)));
  }

  private static Record cds(Workshop w) {
    DSRecord ds = w.ksk().ds(Workshop.ORIGIN, 3_600, 2);
    return new CDSRecord(
        Workshop.ORIGIN,
        DClass.IN,
        ds.getTTL(),
        ds.getFootprint(),
        ds.getAlgorithm(),
        ds.getDigestID(),
        ds.getDigest());
  }

  private static void collidingStandby(Workshop w, int tag, int count) {
    for (int i = 0; i < count; i++) {
      w.keys(w.plan().keys().plusStandby(KeySearch.p256WithTag(tag, 256, w.seed() + i)));
    }
  }
}
