package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;

/** DS sets that work and are not as they should be (DS-STALE, DS-DIGEST, DS-SOURCE). */
final class DsSetFaults {

  private static final String SECURE = "none: secure";
  private static final String FROM_SERVERS = "[keys]\nds-source = \"servers\"\n";
  private static final int TTL = 86_400;

  private DsSetFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("ds-of-withdrawn-key-left", SECURE + "; the next rollover is in danger")
            .must("DS-STALE")
            .warns(w -> w.parent(good(w), otherKsk(w).ds(Workshop.ORIGIN, TTL, 2))),
        fault("ds-of-two-withdrawn-keys-left", SECURE + "; the next rollover is in danger")
            .must("DS-STALE")
            .warns(
                w ->
                    w.parent(
                        otherKsk(w).ds(Workshop.ORIGIN, TTL, 2),
                        good(w),
                        ds(w, 1, 2, new byte[32]))),
        fault("ds-of-a-withdrawn-key-with-a-better-digest", "bogus for Unbound, which goes by it")
            .must("DS-STALE", "DS-CHAIN")
            .blocks(
                w -> {
                  SoftwareKey old = otherKsk(w);
                  w.parent(
                      old.ds(Workshop.ORIGIN, TTL, 2), good(w), old.ds(Workshop.ORIGIN, TTL, 4));
                }),
        fault("ds-of-unknown-digest-and-key", SECURE)
            .must("DS-STALE")
            .may("DS-DIGEST")
            .warns(w -> w.parent(good(w), ds(w, 1, 9, new byte[40]))),
        twin("ds-two-digests-of-each-ksk", "every DS has its key", "DS-STALE", "DS-DIGEST")
            .passes(
                w -> {
                  SoftwareKey next = otherKsk(w);
                  w.parent(
                      good(w),
                      w.ksk().ds(Workshop.ORIGIN, TTL, 4),
                      next.ds(Workshop.ORIGIN, TTL, 2));
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), next)));
                }),
        fault("ds-sha1-only", SECURE + " where SHA-1 is still taken")
            .must("DS-DIGEST")
            .warns(w -> w.parent(w.ksk().ds(Workshop.ORIGIN, TTL, 1))),
        fault("ds-digest-against-policy", SECURE)
            .must("DS-DIGEST")
            .warns(
                w -> {
                  w.policy("[keys]\nds-digests = [2]\n");
                  w.parent(good(w), w.ksk().ds(Workshop.ORIGIN, TTL, 4));
                }),
        twin("ds-sha1-as-the-policy-allows", "an old parent", "DS-DIGEST")
            .passes(
                w -> {
                  w.policy("[keys]\nds-digests = [1, 2]\n");
                  w.parent(w.ksk().ds(Workshop.ORIGIN, TTL, 1));
                }),
        fault("ds-from-file-against-policy", "the zone is bogus where the file is out of date")
            .must("DS-SOURCE")
            .blocks(w -> w.policy(FROM_SERVERS)),
        fault("ds-from-key-file-against-policy", "the zone is bogus where the file is out of date")
            .must("DS-SOURCE")
            .blocks(
                w -> {
                  w.policy(FROM_SERVERS);
                  w.parent(w.ksk().dnskey(Workshop.ORIGIN, TTL));
                }),
        twin("ds-from-file", "pinned, by a policy that says nothing of it", "DS-SOURCE")
            .passes(w -> w.policy("[keys]\nds-source = \"any\"\n")));
  }

  private static DSRecord good(Workshop w) {
    return w.ksk().ds(Workshop.ORIGIN, TTL, 2);
  }

  private static DSRecord ds(Workshop w, int tagDistance, int digestType, byte[] digest) {
    int tag = (w.ksk().tag() + tagDistance) & 0xffff;
    return new DSRecord(
        Workshop.ORIGIN, DClass.IN, TTL, tag, w.ksk().algorithm(), digestType, digest);
  }

  private static SoftwareKey otherKsk(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.KSK, ~w.seed());
  }
}
