package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.util.List;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** Algorithms that must not or cannot be used (KEY-ALGORITHM) or do not sign all (ALG-COMPLETE). */
final class AlgorithmFaults {

  private static final int UNASSIGNED = 200;
  private static final int GOST = 12;

  private AlgorithmFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("key-algorithm-5", "treated as insecure by more and more validators (RFC 9905)")
            .must("KEY-ALGORITHM")
            .blocks(w -> w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA1))),
        fault("key-algorithm-7", "treated as insecure by more and more validators (RFC 9905)")
            .must("KEY-ALGORITHM")
            .blocks(
                w -> {
                  w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA1_NSEC3));
                  w.denial(Denial.nsec3(true));
                }),
        fault("key-algorithm-12-standby", "none; the key cannot be used (RFC 9906)")
            .must("KEY-ALGORITHM")
            .may("KEY-FORM", "ALG-COMPLETE")
            .blocks(w -> w.keys(w.plan().keys().plusStandby(otherKey(w).withAlgorithm(GOST)))),
        fault("key-rsa-512", "bogus or insecure where the library refuses the size")
            .must("KEY-ALGORITHM")
            .mayLoseSignature()
            .may("KEY-FORM")
            .blocks(w -> w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA256, 512))),
        fault("key-rsa-1016", "accepted by most; the key can be factored")
            .must("KEY-ALGORITHM")
            .mayLoseSignature()
            .may("KEY-FORM")
            .blocks(w -> w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA256, 1016))),
        fault("key-rsa-1024", "secure; the key is weak")
            .must("KEY-ALGORITHM")
            .warns(w -> w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA256, 1024))),
        fault("key-algorithm-unassigned", "secure by the other algorithm")
            .must("KEY-ALGORITHM")
            .may("KEY-FORM", "SIG-VERIFY", "SIG-LENGTH", "ALG-COMPLETE")
            .undecided(AlgorithmFaults::signWithUnassigned),
        fault("alg-dnskey-only", "bogus in strict validators (RFC 4035 2.2)")
            .must("ALG-COMPLETE")
            .may("SIG-COVERAGE")
            .blocks(w -> w.keys(w.plan().keys().plusStandby(otherKey(w)))),
        fault("alg-incomplete-one", "one RRset bogus in strict validators (RFC 4035 2.2)")
            .must("ALG-COMPLETE")
            .may("SIG-COVERAGE")
            .blocks(
                w -> {
                  w.keys(both(w));
                  w.zone().remove(ofOther(w.zone(), w.someDataRrsig()));
                }),
        fault("alg-incomplete-nsec3", "denial bogus in strict validators (RFC 4035 2.2)")
            .must("ALG-COMPLETE")
            .may("SIG-COVERAGE")
            .blocks(
                w -> {
                  w.denial(Denial.nsec3(true));
                  w.keys(both(w));
                  for (RRSIGRecord r : w.zone().rrsigs()) {
                    if (r.getTypeCovered() == Type.NSEC3 && r.getAlgorithm() == 15) {
                      w.zone().remove(r);
                    }
                  }
                }),
        fault("alg-ds-algorithm-not-signing-dnskey", "bogus in strict validators (RFC 4035 2.2)")
            .must("ALG-COMPLETE")
            .may("DS-CHAIN", "SIG-COVERAGE")
            .blocks(
                w -> {
                  w.keys(both(w));
                  for (SoftwareKey ksk : w.plan().keys().dnskeySigners()) {
                    w.parent(ksk.ds(Workshop.ORIGIN, 86_400, 2));
                  }
                  w.zone().resign(Workshop.ORIGIN, Type.DNSKEY, w.ksk(), fields -> fields);
                }),
        twin("alg-two-complete", "each algorithm signs all (RFC 6840 5.11)", "ALG-COMPLETE")
            .passes(w -> w.keys(both(w))),
        twin("alg-standby-of-same-algorithm", "algorithms, not keys, must sign all", "ALG-COMPLETE")
            .passes(
                w ->
                    w.keys(
                        w.plan()
                            .keys()
                            .plusStandby(
                                SoftwareKey.generate(
                                    KeyAlgorithm.ECDSAP256, KeyRole.KSK, ~w.seed())))),
        algorithmTwin(KeyAlgorithm.RSASHA256),
        algorithmTwin(KeyAlgorithm.RSASHA512),
        algorithmTwin(KeyAlgorithm.ECDSAP384),
        algorithmTwin(KeyAlgorithm.ED25519),
        algorithmTwin(KeyAlgorithm.ED448));
  }

  private static Fault algorithmTwin(KeyAlgorithm algorithm) {
    String name = "key-algorithm-" + algorithm.number();
    return twin(name, "allowed for signing", "KEY-ALGORITHM", "KEY-FORM", "SIG-LENGTH")
        .passes(
            w ->
                w.keys(
                    algorithm.number() <= 10
                        ? TestKeys.rsaPair(algorithm)
                        : SigningKeys.pair(algorithm, w.seed())));
  }

  private static SoftwareKey otherKey(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ED25519, KeyRole.ZSK, w.seed());
  }

  private static SigningKeys both(Workshop w) {
    return w.plan().keys().plus(SigningKeys.pair(KeyAlgorithm.ED25519, w.seed()));
  }

  private static RRSIGRecord ofOther(SignedZone zone, RRSIGRecord place) {
    return zone.rrsigs(place.getName(), place.getTypeCovered()).stream()
        .filter(r -> r.getAlgorithm() == KeyAlgorithm.ED25519.number())
        .findFirst()
        .orElseThrow();
  }

  /**
   * Publishes a key of an unassigned algorithm and signs every RRset with what nobody can check.
   */
  private static void signWithUnassigned(Workshop w) {
    SoftwareKey unassigned = otherKey(w).withAlgorithm(UNASSIGNED);
    w.keys(w.plan().keys().plusStandby(unassigned));
    SignedZone zone = w.zone();
    for (RRSIGRecord r : zone.rrsigs()) {
      RrsigFields fields = zone.fields(r.getName(), r.getTypeCovered(), unassigned);
      byte[] signature = new byte[64];
      w.random().nextBytes(signature);
      zone.addSignature(r.getName(), r.getTTL(), fields, signature);
    }
  }
}
