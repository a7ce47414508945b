package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Breaks between the parent's DS and the zone (ZONE-SIGNED, DS-MATCH, DS-CHAIN). */
final class ParentFaults {

  private static final String ALL_BOGUS = "the whole zone is bogus";
  private static final int TTL = 86_400;

  private ParentFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("zone-unsigned-under-ds", ALL_BOGUS)
            .must("ZONE-SIGNED")
            .may("DS-MATCH", "DS-CHAIN", "SIG-COVERAGE", "NSEC-CHAIN", "ALG-COMPLETE")
            .may("NSEC3-CHAIN", "NSEC3-PARAM", "NSEC3-COVERAGE")
            .blocks(w -> w.rewrite(text -> Workshop.lines(w.unsigned()))),
        fault("zone-keys-without-signatures", ALL_BOGUS)
            .must("ZONE-SIGNED")
            .may("DS-CHAIN", "SIG-COVERAGE", "ALG-COMPLETE", "NSEC-BITMAP")
            .blocks(w -> w.zone().rrsigs().forEach(w.zone()::remove)),
        fault("zone-signatures-without-keys", ALL_BOGUS)
            .must("ZONE-SIGNED")
            .mayLoseAllSignatures()
            .may("DS-MATCH", "NSEC-BITMAP")
            .blocks(w -> w.zone().removeRrset(Workshop.ORIGIN, Type.DNSKEY)),
        twin("zone-one-key-signs-all", "a CSK", "ZONE-SIGNED", "DS-CHAIN", "ALG-COMPLETE")
            .passes(w -> w.keys(SigningKeys.single(w.ksk()))),
        fault("ds-of-another-key", ALL_BOGUS)
            .must("DS-MATCH")
            .may("DS-CHAIN")
            .blocks(w -> w.parent(otherKsk(w).ds(Workshop.ORIGIN, TTL, 2))),
        fault("ds-digest-wrong", ALL_BOGUS)
            .must("DS-MATCH")
            .may("DS-CHAIN")
            .blocks(
                w -> {
                  DSRecord good = w.ksk().ds(Workshop.ORIGIN, TTL, 2);
                  byte[] digest = good.getDigest();
                  digest[w.random().nextInt(digest.length)] ^= 1;
                  w.parent(ds(good.getFootprint(), good.getAlgorithm(), digest));
                }),
        fault("ds-key-tag-wrong", ALL_BOGUS)
            .must("DS-MATCH")
            .may("DS-CHAIN")
            .blocks(
                w -> {
                  DSRecord good = w.ksk().ds(Workshop.ORIGIN, TTL, 2);
                  int tag = (good.getFootprint() + 1) & 0xffff;
                  w.parent(ds(tag, good.getAlgorithm(), good.getDigest()));
                }),
        fault("ds-algorithm-wrong", ALL_BOGUS)
            .must("DS-MATCH")
            .may("DS-CHAIN", "ALG-COMPLETE")
            .blocks(
                w -> {
                  DSRecord good = w.ksk().ds(Workshop.ORIGIN, TTL, 2);
                  w.parent(ds(good.getFootprint(), 14, good.getDigest()));
                }),
        fault("ds-sha1-beside-another-sha256", ALL_BOGUS + ": SHA-1 is ignored (RFC 4509 3)")
            .must("DS-MATCH", "DS-CHAIN")
            .may("DS-STALE")
            .blocks(
                w ->
                    w.parent(
                        w.ksk().ds(Workshop.ORIGIN, TTL, 1),
                        otherKsk(w).ds(Workshop.ORIGIN, TTL, 2))),
        twin("ds-sha1-and-sha256", "both of one key", "DS-MATCH", "DS-CHAIN")
            .passes(
                w ->
                    w.parent(
                        w.ksk().ds(Workshop.ORIGIN, TTL, 1), w.ksk().ds(Workshop.ORIGIN, TTL, 2))),
        twin("ds-two-one-ahead", "a DS for the next KSK, not yet published", "DS-MATCH", "DS-CHAIN")
            .may("DS-STALE")
            .passes(
                w ->
                    w.parent(
                        otherKsk(w).ds(Workshop.ORIGIN, TTL, 2),
                        w.ksk().ds(Workshop.ORIGIN, TTL, 2))),
        twin("ds-sha384", "digest type 4 (RFC 6605)", "DS-MATCH")
            .passes(w -> w.parent(w.ksk().ds(Workshop.ORIGIN, TTL, 4))),
        twin("ds-given-as-dnskey", "a trust anchor in DNSKEY form", "DS-MATCH", "DS-CHAIN")
            .passes(w -> w.parent(w.ksk().dnskey(Workshop.ORIGIN, TTL))),
        fault("dnskey-signed-by-zsk-only", ALL_BOGUS)
            .must("DS-CHAIN")
            .may("KEY-ROLE")
            .blocks(w -> w.zone().resign(Workshop.ORIGIN, Type.DNSKEY, w.zsk(), fields -> fields)),
        fault("dnskey-not-signed", ALL_BOGUS)
            .must("DS-CHAIN", "SIG-COVERAGE")
            .may("ALG-COMPLETE")
            .blocks(w -> w.zone().removeRrsigs(Workshop.ORIGIN, Type.DNSKEY)),
        fault("dnskey-signature-damaged", ALL_BOGUS)
            .must("DS-CHAIN", "SIG-VERIFY")
            .mayLoseSignature()
            .blocks(
                w -> {
                  RRSIGRecord rrsig = w.zone().rrsigs(Workshop.ORIGIN, Type.DNSKEY).get(0);
                  w.zone().replaceSignature(rrsig, signature -> SignatureEdit.flip(signature, w));
                }),
        twin("ksk-double-signature", "a KSK rollover by double signature", "DS-CHAIN", "SIG-KEY")
            .passes(
                w -> {
                  w.parent(w.ksk().ds(Workshop.ORIGIN, TTL, 2));
                  w.keys(w.plan().keys().withDnskeySigners(List.of(otherKsk(w), w.ksk())));
                }),
        twin("dnskey-signed-by-ksk-and-zsk", "more than needed", "DS-CHAIN")
            .passes(w -> w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), w.zsk())))));
  }

  private static SoftwareKey otherKsk(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.KSK, ~w.seed());
  }

  private static Record ds(int tag, int algorithm, byte[] digest) {
    return new DSRecord(Workshop.ORIGIN, DClass.IN, TTL, tag, algorithm, 2, digest);
  }
}
