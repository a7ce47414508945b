package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/**
 * Keys that are legal one by one and wrong as a set (KEY-REVOKED, KEY-RESPONSE-SIZE, KEY-ROLE,
 * KEY-PLAN).
 */
final class KeySetFaults {

  private static final String SECURE = "none: secure";
  private static final String SPLIT = "[keys]\nroles = \"split\"\n";
  private static final int TTL = 86_400;

  private KeySetFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("sig-of-a-planned-key-of-the-same-algorithm", "those RRsets are bogus (.mg 2017)")
            .must("SIG-KEY")
            .mayLoseAllSignatures()
            .blocks(
                w -> {
                  String later = planned(w.zsk(), ", from = 2027-01-01");
                  plan(w, planned(w.ksk(), ""), later);
                  withdraw(w, w.zsk());
                  w.zone().resign(Workshop.ORIGIN, Type.DNSKEY);
                }),
        fault("sig-of-an-algorithm-without-plan", "none while another algorithm is there")
            .must("SIG-KEY")
            .blocks(KeySetFaults::signaturesBeforeTheirKeys),
        fault("sig-of-an-algorithm-planned-for-other-keys", "none while another algorithm is there")
            .must("SIG-KEY")
            .blocks(
                w ->
                    signaturesOfPlanned(
                        w,
                        SigningKeys.pair(KeyAlgorithm.ED25519, ~w.seed()),
                        ", from = 2027-01-01")),
        fault("sig-of-an-algorithm-planned-long-ago", "none while another algorithm is there")
            .must("SIG-KEY")
            .blocks(
                w ->
                    signaturesOfPlanned(
                        w, nextAlgorithm(w), ", from = 2026-01-01, until = 2026-03-01")),
        twin(
                "sig-of-a-planned-algorithm",
                "the conservative algorithm rollover begins so (RFC 6781 section 4.1.4)",
                "SIG-KEY",
                "SIG-VERIFY")
            .passes(w -> signaturesOfPlanned(w, nextAlgorithm(w), ", from = 2027-01-01")),
        fault("key-revoked-signs-one-rrset", "the RRset is bogus (RFC 5011 2.1)")
            .must("KEY-REVOKED")
            .mayLoseSignature()
            .blocks(
                w -> {
                  SoftwareKey revoked = revoked(otherKey(w, KeyRole.ZSK));
                  w.keys(w.plan().keys().plusStandby(revoked));
                  RRSIGRecord r = w.someDataRrsig();
                  w.zone().resign(r.getName(), r.getTypeCovered(), revoked, f -> f);
                }),
        fault("key-revoked-whose-ds-alone-is-left", "the whole zone is bogus (RFC 5011 2.1)")
            .must("KEY-REVOKED", "DS-MATCH")
            .may("DS-CHAIN")
            .blocks(
                w -> {
                  w.parent(w.ksk().ds(Workshop.ORIGIN, TTL, 2));
                  SoftwareKey next = otherKey(w, KeyRole.KSK);
                  w.keys(w.plan().keys().withDnskeySigners(List.of(next, revoked(w.ksk()))));
                }),
        fault("key-revoked-with-its-ds-left", SECURE + " by the other DS")
            .must("KEY-REVOKED")
            .may("DS-STALE")
            .warns(
                w -> {
                  SoftwareKey next = otherKey(w, KeyRole.KSK);
                  w.parent(w.ksk().ds(Workshop.ORIGIN, TTL, 2), next.ds(Workshop.ORIGIN, TTL, 2));
                  w.keys(w.plan().keys().withDnskeySigners(List.of(next, revoked(w.ksk()))));
                }),
        fault("key-revoked-without-its-signature", SECURE + "; nobody learns of it")
            .must("KEY-REVOKED")
            .warns(w -> w.keys(w.plan().keys().plusStandby(revoked(otherKey(w, KeyRole.KSK))))),
        twin("key-revoked-as-rfc-5011-wants", "signs the DNSKEY RRset only", "KEY-REVOKED")
            .passes(
                w -> {
                  w.parent(w.ksk().ds(Workshop.ORIGIN, TTL, 2));
                  SoftwareKey old = revoked(otherKey(w, KeyRole.KSK));
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), old)));
                }),
        fault("key-response-over-1232-octets", SECURE + "; truncated, then asked for over TCP")
            .must("KEY-RESPONSE-SIZE")
            .warns(
                w -> {
                  w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA256));
                  SoftwareKey standby = TestKeys.rsaExponent3().zoneSigners().get(0);
                  w.keys(w.plan().keys().plusStandby(standby));
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), w.zsk())));
                }),
        fault("key-set-of-nine", SECURE + "; each key is one to try")
            .must("KEY-RESPONSE-SIZE")
            .warns(w -> standbys(w, 7)),
        twin("key-set-of-eight", "at the limit", "KEY-RESPONSE-SIZE").passes(w -> standbys(w, 6)),
        fault("key-role-zsk-signs-dnskey", SECURE)
            .must("KEY-ROLE")
            .warns(
                w -> {
                  w.policy(SPLIT);
                  w.keys(w.plan().keys().withDnskeySigners(List.of(w.ksk(), w.zsk())));
                }),
        fault("key-role-ksk-signs-one-rrset", SECURE)
            .must("KEY-ROLE")
            .warns(
                w -> {
                  w.policy(SPLIT);
                  RRSIGRecord r = w.someDataRrsig();
                  w.zone().resign(r.getName(), r.getTypeCovered(), w.ksk(), f -> f);
                }),
        fault("key-role-zsk-where-one-key-signs-all", SECURE)
            .must("KEY-ROLE")
            .warns(w -> w.policy("[keys]\nroles = \"single\"\n")),
        twin("key-role-split", "KSK and ZSK", "KEY-ROLE")
            .passes(
                w -> {
                  w.policy(SPLIT);
                  w.addUnsigned("@ IN CDS " + w.ksk().ds(Workshop.ORIGIN, TTL, 2).rdataToString());
                  w.addUnsigned(
                      "@ IN CDNSKEY " + w.ksk().dnskey(Workshop.ORIGIN, TTL).rdataToString());
                }),
        twin("key-role-single", "a CSK", "KEY-ROLE")
            .passes(
                w -> {
                  w.policy("[keys]\nroles = \"single\"\n");
                  w.keys(SigningKeys.single(w.ksk()));
                }),
        fault("key-plan-does-not-have-a-key", "a key that nobody approved (.de 2026)")
            .must("KEY-PLAN")
            .blocks(
                w -> {
                  plan(w, planned(w.ksk(), ""), planned(w.zsk(), ""));
                  w.keys(w.plan().keys().plusStandby(otherKey(w, KeyRole.ZSK)));
                }),
        fault("key-plan-has-the-tag-of-another-key", "a key that nobody approved (.de 2026)")
            .must("KEY-PLAN")
            .blocks(
                w -> {
                  String zsk = planned(w.zsk(), "");
                  int digit = zsk.lastIndexOf('"') - 1;
                  char other = zsk.charAt(digit) == '0' ? '1' : '0';
                  plan(
                      w,
                      planned(w.ksk(), ""),
                      zsk.substring(0, digit) + other + zsk.substring(digit + 1));
                }),
        fault("key-plan-key-missing", "a key that was to be pre-published is not")
            .must("KEY-PLAN")
            .blocks(
                w ->
                    plan(
                        w,
                        planned(w.ksk(), ""),
                        planned(w.zsk(), ""),
                        planned(otherKey(w, KeyRole.ZSK), ""))),
        fault("key-plan-key-outlived", "a key that was to be withdrawn an hour ago")
            .must("KEY-PLAN")
            .blocks(
                w -> {
                  SoftwareKey old = otherKey(w, KeyRole.ZSK);
                  w.keys(w.plan().keys().plusStandby(old));
                  String until = ", until = " + w.clock().minus(Duration.ofHours(1));
                  plan(w, planned(w.ksk(), ""), planned(w.zsk(), ""), planned(old, until));
                }),
        twin("key-plan-kept", "windows and an optional key", "KEY-PLAN")
            .passes(
                w -> {
                  String from = ", from = " + w.clock();
                  String later = ", from = " + w.clock().plusSeconds(1);
                  plan(
                      w,
                      planned(w.ksk(), ", until = " + w.clock().plusSeconds(1)),
                      planned(w.zsk(), from),
                      planned(otherKey(w, KeyRole.ZSK), later),
                      planned(otherKey(w, KeyRole.KSK), ", optional = true"));
                }));
  }

  private static SoftwareKey otherKey(Workshop w, KeyRole role) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, role, ~w.seed());
  }

  private static SoftwareKey revoked(SoftwareKey key) {
    return key.withFlags(key.flags() | SoftwareKey.REVOKE);
  }

  private static void standbys(Workshop w, int count) {
    for (int i = 0; i < count; i++) {
      SoftwareKey key = SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, ~w.seed() - i);
      w.keys(w.plan().keys().plusStandby(key));
    }
  }

  private static void withdraw(Workshop w, SoftwareKey key) {
    w.zone().find(Workshop.ORIGIN, Type.DNSKEY).stream()
        .filter(r -> r.equals(key.dnskey(Workshop.ORIGIN, TTL)))
        .toList()
        .forEach(w.zone()::remove);
  }

  private static SigningKeys nextAlgorithm(Workshop w) {
    return SigningKeys.pair(KeyAlgorithm.ED25519, w.seed());
  }

  /** Signs with two algorithms and publishes the keys of the first. */
  private static void signaturesBeforeTheirKeys(Workshop w) {
    SigningKeys next = nextAlgorithm(w);
    w.keys(w.plan().keys().plus(next));
    for (SoftwareKey key : next.published()) {
      withdraw(w, key);
    }
    w.zone().resign(Workshop.ORIGIN, Type.DNSKEY, w.ksk(), fields -> fields);
  }

  /** The same, with a key plan that has these keys in that window. */
  private static void signaturesOfPlanned(Workshop w, SigningKeys keys, String window) {
    List<SoftwareKey> now = w.plan().keys().published();
    List<SoftwareKey> other = keys.published();
    plan(
        w,
        planned(now.get(0), ""),
        planned(now.get(1), ""),
        planned(other.get(0), window),
        planned(other.get(1), window));
    signaturesBeforeTheirKeys(w);
  }

  private static void plan(Workshop w, String... keys) {
    w.policy("[keys]\nplan = [\n" + String.join(",\n", keys) + "\n]\n");
  }

  private static String planned(SoftwareKey key, String window) {
    DSRecord ds = key.ds(Workshop.ORIGIN, TTL, 2);
    return "{ ds = \""
        + ds.rdataToString().toUpperCase(java.util.Locale.ROOT)
        + "\""
        + window
        + " }";
  }
}
