package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.KeySearch;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Signatures by a key that is not, or not rightly, the zone's (SIG-KEY, and known outages). */
final class SignerFaults {

  private static final String ONE_BOGUS = "the RRset is bogus";

  private SignerFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("sig-by-unpublished-key", "all data is bogus (.mg 2017 to 2019)")
            .must("SIG-KEY")
            .mayLoseAllSignatures()
            .blocks(SignerFaults::unpublish),
        fault("sig-by-unpublished-key-beside-a-good-one", "secure; the other signature is ignored")
            .must("SIG-KEY")
            .may("SIG-VERIFY")
            .blocks(
                w -> {
                  RRSIGRecord r = w.someDataRrsig();
                  w.zone().addSignature(r.getName(), r.getTypeCovered(), otherZsk(w), f -> f);
                }),
        fault("sig-algorithm-not-published", "secure; the new algorithm is ignored")
            .must("SIG-KEY")
            .may("SIG-VERIFY", "ALG-COMPLETE")
            .blocks(
                w -> {
                  SoftwareKey next =
                      SoftwareKey.generate(KeyAlgorithm.ED25519, KeyRole.CSK, w.seed());
                  for (RRSIGRecord r : w.zone().rrsigs()) {
                    w.zone().addSignature(r.getName(), r.getTypeCovered(), next, f -> f);
                  }
                }),
        fault("sig-key-tag-off-by-one", ONE_BOGUS)
            .must("SIG-KEY")
            .mayLoseSignature()
            .blocks(
                w -> {
                  RRSIGRecord r = w.someDataRrsig();
                  int tag = (w.zsk().tag() + 1) & 0xffff;
                  w.zone().resign(r.getName(), r.getTypeCovered(), w.zsk(), f -> f.withKeyTag(tag));
                }),
        signer("sig-signer-parent", "example."),
        signer("sig-signer-root", "."),
        signer("sig-signer-child", "sub.zone.example."),
        twin("sig-signer-upper-case", "lower-cased (RFC 4034 6.2)", "SIG-KEY", "SIG-VERIFY")
            .passes(
                w -> {
                  RRSIGRecord r = w.someDataRrsig();
                  Name upper = Name.fromConstantString("ZONE.Example.");
                  w.zone()
                      .resign(r.getName(), r.getTypeCovered(), w.zsk(), f -> f.withSigner(upper));
                }),
        twin("zsk-pre-published", "a ZSK rollover by pre-publication", "SIG-KEY", "ALG-COMPLETE")
            .passes(w -> w.keys(w.plan().keys().plusStandby(otherZsk(w)))),
        twin("zsk-two-sign-all", "a ZSK rollover by double signature", "SIG-KEY")
            .may("SIG-COUNT")
            .passes(w -> w.keys(w.plan().keys().withZoneSigners(List.of(w.zsk(), otherZsk(w))))),
        twin("zsk-change-half-done", "both keys are published", "SIG-KEY", "SIG-VERIFY")
            .passes(
                w -> {
                  SoftwareKey next = otherZsk(w);
                  w.keys(w.plan().keys().plusStandby(next));
                  for (RRSIGRecord r : w.zone().rrsigs()) {
                    if (r.getTypeCovered() != Type.DNSKEY && w.random().nextBoolean()) {
                      w.zone().resign(r.getName(), r.getTypeCovered(), next, f -> f);
                    }
                  }
                }),
        fault("sig-three-keys-one-tag", "two thirds of all data and denial are bogus (.de 2026)")
            .must("SIG-VERIFY")
            .mayLoseSignature()
            .blocks(SignerFaults::threeKeysOneTag),
        fault("sig-by-other-key-of-same-tag", "all data is bogus (.ru 2024)")
            .must("SIG-VERIFY")
            .mayLoseAllSignatures()
            .blocks(
                w -> {
                  SoftwareKey published = w.zsk();
                  SoftwareKey retired = KeySearch.p256WithTag(published.tag(), 256, w.seed());
                  w.keys(w.plan().keys().withZoneSigners(List.of(retired)));
                  replaceKey(w, retired, published);
                }),
        fault("key-revoked-zsk-signs", "all data is bogus (RFC 5011 2.1)")
            .oneOf("KEY-REVOKED", "SIG-KEY", "SIG-VERIFY", "SIG-COVERAGE", "ALG-COMPLETE")
            .may("KEY-FORM")
            .blocks(
                w ->
                    w.keys(
                        w.plan()
                            .keys()
                            .withZoneSigners(
                                List.of(w.zsk().withFlags(256 | SoftwareKey.REVOKE))))),
        fault("key-revoked-ksk-in-ds", "the whole zone is bogus (RFC 5011 2.1)")
            .oneOf("KEY-REVOKED", "DS-CHAIN", "DS-MATCH")
            .may("KEY-FORM", "SIG-KEY", "SIG-VERIFY", "SIG-COVERAGE", "ALG-COMPLETE")
            .blocks(
                w ->
                    w.keys(
                        w.plan()
                            .keys()
                            .withDnskeySigners(
                                List.of(w.ksk().withFlags(257 | SoftwareKey.REVOKE))))));
  }

  private static Fault signer(String name, String signer) {
    return fault(name, ONE_BOGUS + " (RFC 4035 5.3.1)")
        .must("SIG-KEY")
        .mayLoseSignature()
        .blocks(
            w -> {
              RRSIGRecord r = w.someDataRrsig();
              Name wrong = Name.fromConstantString(signer);
              w.zone().resign(r.getName(), r.getTypeCovered(), w.zsk(), f -> f.withSigner(wrong));
            });
  }

  private static SoftwareKey otherZsk(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, ~w.seed());
  }

  private static void unpublish(Workshop w) {
    w.zone().remove(dnskey(w.zone(), w.zsk()));
    w.zone().resign(Workshop.ORIGIN, Type.DNSKEY);
  }

  /** Puts another key into the DNSKEY RRset and signs only that again. */
  private static void replaceKey(Workshop w, SoftwareKey old, SoftwareKey published) {
    Record record = dnskey(w.zone(), old);
    w.zone().replace(record, published.dnskey(Workshop.ORIGIN, record.getTTL()));
    w.zone().resign(Workshop.ORIGIN, Type.DNSKEY);
  }

  private static Record dnskey(SignedZone zone, SoftwareKey key) {
    return zone.ofType(Type.DNSKEY).stream()
        .map(DNSKEYRecord.class::cast)
        .filter(r -> Arrays.equals(r.getKey(), key.publicKey()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Each of three tokens made a ZSK of its own. One is published; all sign in turn and state the
   * tag of the published one. The seed decides which of them signs the SOA, so that a probe of the
   * SOA alone finds nothing wrong at every third seed.
   */
  private static void threeKeysOneTag(Workshop w) {
    w.denial(Denial.nsec3(true));
    int declared = w.zsk().tag();
    List<SoftwareKey> tokens =
        List.of(
            w.zsk(),
            SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, w.seed() + 1_000_001),
            SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, w.seed() + 2_000_002));
    int turn = (int) Math.floorMod(w.seed(), 3L);
    for (RRSIGRecord r : w.zone().rrsigs()) {
      if (r.getTypeCovered() != Type.DNSKEY) {
        SoftwareKey key = tokens.get(turn++ % tokens.size());
        w.zone().resign(r.getName(), r.getTypeCovered(), key, f -> f.withKeyTag(declared));
      }
    }
  }
}
