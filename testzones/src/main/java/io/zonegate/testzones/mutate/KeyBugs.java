package io.zonegate.testzones.mutate;

import static io.zonegate.testzones.mutate.Mutation.signer;

import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Type;

/** Wrong DNSKEY RRsets, signed. */
final class KeyBugs {
  private static final String DATA_BOGUS = "all data is bogus";
  private static final String ALL_BOGUS = "the whole zone is bogus";

  private KeyBugs() {}

  static List<Mutation> list() {
    return List.of(
        signer("key-zsk-not-published", DATA_BOGUS, s -> publish(s, ownZsk(s), null), "SIG-KEY"),
        signer(
            "key-zsk-published-is-another",
            DATA_BOGUS,
            s -> publish(s, ownZsk(s), s.other(s.zsk())),
            "SIG-KEY",
            "SIG-VERIFY"),
        signer(
            "key-zsk-without-zone-flag",
            DATA_BOGUS,
            s -> publish(s, ownZsk(s), s.zsk().withFlags(0)),
            "KEY-FORM",
            "SIG-KEY"),
        signer(
            "key-zsk-of-protocol-2",
            DATA_BOGUS,
            s -> publish(s, ownZsk(s), s.zsk().withProtocol(2)),
            "KEY-FORM",
            "SIG-KEY"),
        signer(
            "key-zsk-revoked",
            DATA_BOGUS,
            s -> publish(s, ownZsk(s), s.zsk().withFlags(s.zsk().flags() | SoftwareKey.REVOKE)),
            "KEY-REVOKED",
            "SIG-KEY"),
        signer(
            "key-ksk-revoked", ALL_BOGUS, KeyBugs::revokeKsk, "KEY-REVOKED", "DS-MATCH", "SIG-KEY"),
        signer(
            "key-ksk-not-published",
            ALL_BOGUS,
            s -> publish(s, ownKsk(s), null),
            "DS-MATCH",
            "SIG-KEY"),
        signer(
            "key-ksk-is-another",
            ALL_BOGUS,
            s -> s.signWith(ksk(s, s.other(ownKsk(s)))),
            "DS-MATCH"),
        signer(
            "key-dnskey-signed-by-the-zsk-only",
            ALL_BOGUS,
            s -> s.zone().resign(s.origin(), Type.DNSKEY, ownZsk(s), f -> f),
            "DS-CHAIN"),
        signer(
            "key-dnskey-signed-by-the-ksk-without-ds-only",
            ALL_BOGUS,
            KeyBugs::wrongKskSigns,
            "DS-CHAIN"),
        signer(
            "key-of-another-algorithm-signs-nothing",
            "bogus in strict validators (RFC 4035 2.2)",
            KeyBugs::otherAlgorithm,
            "ALG-COMPLETE"),
        signer(
            "key-algorithm-changed-at-once",
            ALL_BOGUS,
            s -> s.signWith(MoreKeys.ofOtherAlgorithm(s.zsk())),
            "DS-MATCH",
            "ALG-COMPLETE"),
        signer("key-standby-cut-short", "none while it is not used", KeyBugs::shortKey, "KEY-FORM"),
        signer(
            "key-zsk-changed-at-once",
            "bogus for a TTL wherever the old zone is cached (APNIC 2012)",
            KeyBugs::atOnce,
            "ROLL-CACHED-SIGNATURES",
            "ROLL-PREPUBLISHED"),
        signer(
            "key-zsk-signs-as-it-appears",
            "bogus for a TTL wherever the old keys are cached (.nl 2012)",
            KeyBugs::unpublishedBefore,
            "ROLL-PREPUBLISHED"));
  }

  private static SoftwareKey ownZsk(Specimen s) throws NoPlaceException {
    return apart(s, s.zsk());
  }

  private static SoftwareKey ownKsk(Specimen s) throws NoPlaceException {
    return apart(s, s.ksk());
  }

  private static SoftwareKey apart(Specimen s, SoftwareKey key) throws NoPlaceException {
    if (s.ksk() == s.zsk()) {
      throw new NoPlaceException("KSK beside a ZSK");
    }
    return key;
  }

  /** Puts another key, or none, in the place of one of the DNSKEY RRset, and signs that. */
  private static void publish(Specimen s, SoftwareKey old, SoftwareKey instead) {
    DNSKEYRecord record = s.dnskey(old);
    s.zone().remove(record);
    if (instead != null) {
      s.zone().add(instead.dnskey(s.origin(), record.getTTL()));
    }
    s.zone().resign(s.origin(), Type.DNSKEY);
  }

  private static void revokeKsk(Specimen s) throws NoPlaceException {
    SoftwareKey revoked = ownKsk(s).withFlags(s.ksk().flags() | SoftwareKey.REVOKE);
    s.signWith(ksk(s, revoked));
  }

  private static SigningKeys ksk(Specimen s, SoftwareKey... keys) {
    return s.zone().plan().keys().withDnskeySigners(List.of(keys));
  }

  private static void wrongKskSigns(Specimen s) throws NoPlaceException {
    SoftwareKey other = s.other(ownKsk(s));
    s.zone().add(other.dnskey(s.origin(), s.dnskey(s.ksk()).getTTL()));
    s.zone().resign(s.origin(), Type.DNSKEY, other, f -> f);
  }

  private static void otherAlgorithm(Specimen s) {
    SoftwareKey key = MoreKeys.ofOtherAlgorithm(s.zsk()).zoneSigners().get(0);
    s.zone().add(key.dnskey(s.origin(), s.zone().ofType(Type.DNSKEY).get(0).getTTL()));
    s.zone().resign(s.origin(), Type.DNSKEY);
  }

  private static void shortKey(Specimen s) throws NoPlaceException {
    if (s.zsk().algorithm() < 13) {
      throw new NoPlaceException("key of a fixed length");
    }
    SoftwareKey other = s.other(s.zsk());
    byte[] key = other.publicKey();
    SoftwareKey cut = other.withPublicKey(Arrays.copyOf(key, key.length - 1));
    s.zone().add(cut.dnskey(s.origin(), s.zone().ofType(Type.DNSKEY).get(0).getTTL()));
    s.zone().resign(s.origin(), Type.DNSKEY);
  }

  private static void atOnce(Specimen s) throws NoPlaceException {
    s.signWith(s.zone().plan().keys().withZoneSigners(List.of(s.other(ownZsk(s)))));
  }

  private static void unpublishedBefore(Specimen s) throws NoPlaceException {
    SoftwareKey old = ownZsk(s);
    s.signWith(s.zone().plan().keys().withZoneSigners(List.of(s.other(old))).plusStandby(old));
  }
}
