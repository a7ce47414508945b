package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.signer;

import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;

/** A good zone under a parent whose DS does not fit, and what the zone asks of its parent. */
final class ParentBugs {
  private static final String ALL_BOGUS = "the whole zone is bogus";
  private static final String LATER = "the whole zone is bogus once the parent does it";

  private ParentBugs() {}

  static List<Mutation> list() {
    return List.of(
        signer(
            "parent-ds-of-another-key",
            ALL_BOGUS,
            s -> s.parentDs(MoreKeys.like(s.ksk())),
            "DS-MATCH"),
        signer("parent-ds-digest-changed", ALL_BOGUS, ParentBugs::digest, "DS-MATCH", "DS-DIGEST"),
        signer("parent-ds-of-another-tag", ALL_BOGUS, ParentBugs::tag, "DS-MATCH", "DS-DIGEST"),
        signer(
            "cds-of-an-unpublished-key",
            LATER,
            s -> request(s, "CDS", MoreKeys.like(s.ksk()).ds(s.origin(), 3600, 2).rdataToString()),
            "CDS-CONSISTENT"),
        signer(
            "cdnskey-of-an-unpublished-key",
            LATER,
            s ->
                request(
                    s, "CDNSKEY", MoreKeys.like(s.ksk()).dnskey(s.origin(), 3600).rdataToString()),
            "CDS-CONSISTENT"),
        signer(
            "cds-deletes",
            "the zone is insecure once the parent does it",
            s -> request(s, "CDS", "0 0 0 00"),
            "CDS-CONSISTENT"));
  }

  private static void digest(Specimen s) {
    DSRecord ds = (DSRecord) s.parent().get(0);
    byte[] digest = ds.getDigest().clone();
    digest[s.random().nextInt(digest.length)] ^= 1;
    set(s, ds, ds.getFootprint(), digest);
  }

  private static void tag(Specimen s) {
    DSRecord ds = (DSRecord) s.parent().get(0);
    set(s, ds, ds.getFootprint() ^ 1, ds.getDigest());
  }

  private static void set(Specimen s, DSRecord ds, int tag, byte[] digest) {
    s.parent()
        .set(
            0,
            new DSRecord(
                s.origin(),
                DClass.IN,
                ds.getTTL(),
                tag,
                ds.getAlgorithm(),
                ds.getDigestID(),
                digest));
  }

  private static void request(Specimen s, String type, String rdata) {
    ContentBugs.put(s, type, rdata);
    s.settleDenial();
  }
}
