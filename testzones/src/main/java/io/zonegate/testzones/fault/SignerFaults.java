package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** Signatures by a key that is not, or not rightly, the zone's (SIG-KEY, and known outages). */
final class SignerFaults {

  private static final String ONE_BOGUS = "the RRset is bogus";

  private SignerFaults() {}

  static List<Fault> list() {
    return List.of(
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
}
