package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.Type;

/** What the zone asks of its parent (CDS-CONSISTENT, CSYNC-FORM). */
final class CdsFaults {

  private static final String IGNORED = "none; the parent ignores the request (RFC 7344 4.1)";
  private static final String BREAKS = "the whole zone is bogus once the parent does it";
  private static final String CSYNC_IGNORED = "none; the parent does not act on it (RFC 7477 3)";

  /** NS, A and AAAA as a type bit map. */
  private static final String COPIED_TYPES = "0004" + "60000008";

  private CdsFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("cds-of-unpublished-key-only", BREAKS)
            .must("CDS-CONSISTENT")
            .blocks(w -> cds(w, otherKsk(w), 2)),
        fault("cds-of-zsk-only", BREAKS + ": it does not sign the DNSKEY RRset")
            .must("CDS-CONSISTENT")
            .blocks(w -> cds(w, w.zsk(), 2)),
        fault("cds-and-cdnskey-differ", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(
                w -> {
                  SoftwareKey next = otherKsk(w);
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), next)));
                  cds(w, w.ksk(), 2);
                  cdnskey(w, next);
                }),
        fault("cds-one-more-than-cdnskey", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(
                w -> {
                  SoftwareKey next = otherKsk(w);
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), next)));
                  cds(w, w.ksk(), 2);
                  cds(w, next, 2);
                  cdnskey(w, w.ksk());
                }),
        fault("cds-digest-too-short", "none; servers refuse the zone")
            .must("CDS-CONSISTENT", "ZONE-RULES")
            .blocks(
                w -> {
                  DSRecord ds = w.ksk().ds(Workshop.ORIGIN, 3600, 2);
                  String digest = hex(Arrays.copyOf(ds.getDigest(), 31));
                  w.addUnsigned(
                      "@ IN CDS "
                          + "\\# 35 %04x%02x02%s"
                              .formatted(ds.getFootprint(), ds.getAlgorithm(), digest));
                }),
        fault("cds-deletes-against-policy", "the zone is insecure once the parent does it")
            .must("CDS-CONSISTENT")
            .blocks(w -> w.addUnsigned("@ IN CDS 0 0 0 00\n@ IN CDNSKEY 0 3 0 AA==")),
        fault("cds-deletes-in-wrong-form", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(
                w -> {
                  w.policy("[keys]\ncds-delete = true\n");
                  w.addUnsigned("@ IN CDS \\# 6 000000000000");
                }),
        fault("cds-deletes-beside-a-cdnskey", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(
                w -> {
                  w.policy("[keys]\ncds-delete = true\n");
                  w.addUnsigned("@ IN CDS 0 0 0 00");
                  cdnskey(w, w.ksk());
                }),
        fault("cds-below-the-apex", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(w -> w.addUnsigned(cdsText("www.nic", w.ksk(), 2))),
        fault("cds-signed-by-zsk-only", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(
                w -> {
                  cds(w, w.ksk(), 2);
                  w.zone().resign(Workshop.ORIGIN, Type.CDS, w.zsk(), fields -> fields);
                }),
        fault("cds-of-coming-key-too", "none: a rollover that begins with the DS")
            .must("CDS-CONSISTENT")
            .warns(
                w -> {
                  cds(w, w.ksk(), 2);
                  cds(w, otherKsk(w), 2);
                }),
        twin("cds-and-cdnskey-of-the-ksk", "both name one key", "CDS-CONSISTENT")
            .passes(
                w -> {
                  cds(w, w.ksk(), 2);
                  cds(w, w.ksk(), 4);
                  cdnskey(w, w.ksk());
                }),
        twin("cds-of-next-ksk-only", "ends a KSK rollover by double signature", "CDS-CONSISTENT")
            .passes(
                w -> {
                  SoftwareKey next = otherKsk(w);
                  w.parent(w.ksk().ds(Workshop.ORIGIN, 86_400, 2));
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), next)));
                  cds(w, next, 2);
                  cdnskey(w, next);
                }),
        twin("cds-deletes-as-the-policy-allows", "RFC 8078 4", "CDS-CONSISTENT")
            .passes(
                w -> {
                  w.policy("[keys]\ncds-delete = true\n");
                  w.addUnsigned("@ IN CDS 0 0 0 00\n@ IN CDNSKEY 0 3 0 AA==");
                }),
        fault("cds-of-unknown-digest-only", "none; the parent passes it over")
            .must("CDS-CONSISTENT")
            .undecided(w -> w.addUnsigned(unknownDigest(w.ksk()))),
        fault("cds-of-unknown-digest-and-cdnskey-of-another-key", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(
                w -> {
                  SoftwareKey next = otherKsk(w);
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), next)));
                  cds(w, next, 2);
                  cdnskey(w, next);
                  w.addUnsigned(unknownDigest(w.ksk()));
                }),
        twin("cds-of-unknown-digest-beside-a-known-one", "both name the KSK", "CDS-CONSISTENT")
            .passes(
                w -> {
                  cds(w, w.ksk(), 2);
                  cdnskey(w, w.ksk());
                  w.addUnsigned(unknownDigest(w.ksk()));
                }),
        fault("cds-of-an-algorithm-that-signs-no-dnskey", BREAKS + " (RFC 7344 4.1)")
            .must("CDS-CONSISTENT")
            .may("ALG-COMPLETE")
            .blocks(
                w -> {
                  SoftwareKey next =
                      SoftwareKey.generate(KeyAlgorithm.ED25519, KeyRole.KSK, w.seed());
                  w.keys(w.plan().keys().plusStandby(next));
                  cds(w, w.ksk(), 2);
                  cds(w, next, 2);
                }),
        twin("cds-of-the-zsk-too", "that of the KSK keeps the chain", "CDS-CONSISTENT")
            .passes(
                w -> {
                  cds(w, w.ksk(), 2);
                  cds(w, w.zsk(), 2);
                }),
        fault("cdnskey-of-unpublished-key-only", BREAKS)
            .must("CDS-CONSISTENT")
            .blocks(w -> cdnskey(w, otherKsk(w))),
        fault("cdnskey-signed-by-zsk-only", IGNORED)
            .must("CDS-CONSISTENT")
            .blocks(
                w -> {
                  cdnskey(w, w.ksk());
                  w.zone().resign(Workshop.ORIGIN, Type.CDNSKEY, w.zsk(), fields -> fields);
                }),
        twin("cdnskey-of-the-ksk-only", "RFC 7344 4: either may stand alone", "CDS-CONSISTENT")
            .passes(w -> cdnskey(w, w.ksk())),
        twin("cdnskey-deletes-as-the-policy-allows", "RFC 8078 4", "CDS-CONSISTENT")
            .passes(
                w -> {
                  w.policy("[keys]\ncds-delete = true\n");
                  w.addUnsigned("@ IN CDNSKEY 0 3 0 AA==");
                }),
        twin("cds-at-a-signaling-name", "of another zone (RFC 9615 4.1)", "CDS-CONSISTENT")
            .passes(w -> w.addUnsigned(cdsText("_dsboot.example._signal.ns1.nic", otherKsk(w), 2))),
        fault("csync-flag-undefined", CSYNC_IGNORED)
            .must("CSYNC-FORM")
            .warns(w -> csync(w, "@", 0, 5, COPIED_TYPES)),
        fault("csync-type-that-no-parent-copies", CSYNC_IGNORED)
            .must("CSYNC-FORM")
            .warns(w -> csync(w, "@", 0, 1, "0003" + "600001")),
        fault("csync-serial-ahead", CSYNC_IGNORED)
            .must("CSYNC-FORM")
            .warns(w -> csync(w, "@", serial(w) + 1, 3, COPIED_TYPES)),
        fault("csync-below-the-apex", CSYNC_IGNORED)
            .must("CSYNC-FORM")
            .warns(w -> csync(w, "www.nic", 0, 1, COPIED_TYPES)),
        fault("csync-two", CSYNC_IGNORED)
            .must("CSYNC-FORM")
            .warns(
                w -> {
                  csync(w, "@", 0, 1, COPIED_TYPES);
                  csync(w, "@", 0, 0, COPIED_TYPES);
                }),
        twin("csync-serial-reached", "soaminimum is the zone's serial", "CSYNC-FORM")
            .passes(w -> csync(w, "@", serial(w), 3, COPIED_TYPES)));
  }

  private static SoftwareKey otherKsk(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.KSK, ~w.seed());
  }

  private static void cds(Workshop w, SoftwareKey key, int digestType) {
    w.addUnsigned(cdsText("@", key, digestType));
  }

  private static String cdsText(String owner, SoftwareKey key, int digestType) {
    DSRecord ds = key.ds(Workshop.ORIGIN, 3600, digestType);
    return "%s IN CDS %d %d %d %s"
        .formatted(owner, ds.getFootprint(), ds.getAlgorithm(), digestType, hex(ds.getDigest()));
  }

  /** A CDS record with a digest type that nobody has defined. */
  private static String unknownDigest(SoftwareKey key) {
    DSRecord ds = key.ds(Workshop.ORIGIN, 3600, 2);
    return "@ IN CDS \\# 36 %04x%02xfa%s"
        .formatted(ds.getFootprint(), ds.getAlgorithm(), hex(ds.getDigest()));
  }

  private static void cdnskey(Workshop w, SoftwareKey key) {
    String publicKey = java.util.Base64.getEncoder().encodeToString(key.publicKey());
    w.addUnsigned("@ IN CDNSKEY %d 3 %d %s".formatted(key.flags(), key.algorithm(), publicKey));
  }

  private static long serial(Workshop w) {
    return w.unsigned().stream()
        .filter(org.xbill.DNS.SOARecord.class::isInstance)
        .map(org.xbill.DNS.SOARecord.class::cast)
        .findFirst()
        .orElseThrow()
        .getSerial();
  }

  /** In generic form (RFC 3597), since dnsjava does not know the type. */
  private static void csync(Workshop w, String owner, long serial, int flags, String bitmap) {
    String rdata = "%08x%04x%s".formatted(serial, flags, bitmap);
    w.addUnsigned(owner + " IN TYPE62 \\# " + rdata.length() / 2 + " " + rdata);
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
