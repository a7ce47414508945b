package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.SignedZone;
import java.util.List;
import java.util.function.Consumer;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Digests of the zone that are not right (ZONEMD, ZONEMD-INPUT). */
final class ZonemdFaults {

  private static final String REFUSED = "secure; who verifies ZONEMD refuses the zone (RFC 8976 4)";
  private static final String INPUT = "secure, made from an input that is not the one exported";
  private static final String DEMAND_INPUT = "[content]\nunsigned-zonemd = \"required\"\n";

  private ZonemdFaults() {}

  static List<Fault> list() {
    return List.of(
        bad("zonemd-digest-wrong", w -> ZonemdEdit.set(w, flipped(ZonemdEdit.right(w, 1)))),
        bad("zonemd-sha512-wrong", w -> ZonemdEdit.set(w, flipped(ZonemdEdit.right(w, 2)))),
        bad(
            "zonemd-serial-of-the-zone-before",
            w -> {
              byte[] rdata = ZonemdEdit.right(w, 1);
              rdata[3]--;
              ZonemdEdit.set(w, rdata);
            }),
        bad("zonemd-digest-too-short", w -> ZonemdEdit.set(w, ZonemdEdit.other(w, 1, 1, 20))),
        bad(
            "zonemd-private-digest-of-11-octets",
            w -> ZonemdEdit.set(w, ZonemdEdit.right(w, 1), ZonemdEdit.other(w, 1, 241, 11))),
        bad(
            "zonemd-two-of-one-kind",
            w -> ZonemdEdit.set(w, ZonemdEdit.right(w, 1), flipped(ZonemdEdit.right(w, 1)))),
        bad(
            "zonemd-made-before-a-record-was-added",
            w -> {
              byte[] rdata = ZonemdEdit.right(w, 1);
              Name www = w.name("www.nic");
              SignedZone zone = w.zone();
              zone.add(BaseZone.parse("www.nic 86400 IN A 10.9.8.7\n").get(0));
              zone.resign(www, Type.A);
              ZonemdEdit.set(w, rdata);
            },
            "ZONE-UNCHANGED",
            "SIG-TTL"),
        fault("zonemd-missing-though-demanded", "secure; nobody can verify the whole zone")
            .must("ZONEMD")
            .blocks(w -> w.policy("[content]\nzonemd = \"required\"\n")),
        fault("zonemd-of-unknown-hash-only", "nobody can say whether it is right")
            .must("ZONEMD")
            .undecided(
                w -> {
                  ZonemdEdit.withPlaceholder(w);
                  ZonemdEdit.set(w, ZonemdEdit.other(w, 1, 240, 48));
                }),
        fault("zonemd-wrong-beside-a-right-one", "secure; one that fits is enough (RFC 8976 4)")
            .must("ZONEMD")
            .warns(
                w -> {
                  ZonemdEdit.withPlaceholder(w);
                  ZonemdEdit.set(w, ZonemdEdit.right(w, 1), flipped(ZonemdEdit.right(w, 2)));
                }),
        fault("zonemd-below-the-apex", "secure; it means nothing there (RFC 8976 2)")
            .must("ZONEMD")
            .warns(w -> w.addUnsigned("www.nic IN ZONEMD 1 1 1 " + "ab".repeat(48))),
        good("zonemd-sha384", w -> ZonemdEdit.set(w, ZonemdEdit.right(w, 1))),
        good("zonemd-sha512", w -> ZonemdEdit.set(w, ZonemdEdit.right(w, 2))),
        good(
            "zonemd-both-hashes-and-private-ones",
            w ->
                ZonemdEdit.set(
                    w,
                    ZonemdEdit.right(w, 1),
                    ZonemdEdit.right(w, 2),
                    ZonemdEdit.other(w, 1, 240, 12),
                    ZonemdEdit.other(w, 241, 1, 48))),
        twin("zonemd-demanded-and-there", "as the policy asks", "ZONEMD")
            .passes(
                w -> {
                  w.policy("[content]\nzonemd = \"required\"\n");
                  ZonemdEdit.withPlaceholder(w);
                  ZonemdEdit.set(w, ZonemdEdit.right(w, 1));
                }),
        input("zonemd-input-digest-wrong", w -> ZonemdEdit.setUnsigned(w, false)),
        input("zonemd-input-cut-after-its-digest", ZonemdEdit::cutUnsigned),
        input("zonemd-input-missing", w -> {}),
        twin("zonemd-input-right", "the input is whole", "ZONEMD-INPUT")
            .passes(
                w -> {
                  w.policy(DEMAND_INPUT);
                  ZonemdEdit.setUnsigned(w, true);
                }),
        twin("zonemd-input-wrong-and-ignored", "the policy does not look", "ZONEMD-INPUT")
            .passes(w -> ZonemdEdit.setUnsigned(w, false)));
  }

  private static byte[] flipped(byte[] rdata) {
    rdata[rdata.length - 1] ^= 1;
    return rdata;
  }

  private static Fault bad(String name, Consumer<Workshop> work, String... may) {
    return fault(name, REFUSED)
        .must("ZONEMD")
        .may(may)
        .blocks(
            w -> {
              ZonemdEdit.withPlaceholder(w);
              work.accept(w);
            });
  }

  private static Fault good(String name, Consumer<Workshop> work) {
    return twin(name, "a digest of the zone as it is", "ZONEMD")
        .passes(
            w -> {
              ZonemdEdit.withPlaceholder(w);
              work.accept(w);
            });
  }

  private static Fault input(String name, Consumer<Workshop> work) {
    return fault(name, INPUT)
        .must("ZONEMD-INPUT")
        .blocks(
            w -> {
              w.policy(DEMAND_INPUT);
              work.accept(w);
            });
  }
}
