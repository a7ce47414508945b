package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SignedZone;
import io.zonegate.testzones.sign.SigningKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Type;

/** RRSIGs with a wrong TTL, length or label count (SIG-TTL, SIG-LENGTH, SIG-LABELS). */
final class RrsigFieldFaults {

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final String ONE_BOGUS = "the RRset is bogus";

  /** Seconds from inception to expiration in the base zone: a day past, fourteen to come. */
  private static final int VALIDITY = 15 * 86_400;

  private RrsigFieldFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("ttl-differs-in-rrset", "servers level the TTLs, each its own way (RFC 2181 5.2)")
            .must("SIG-TTL")
            .blocks(
                w ->
                    w.unsigned()
                        .replaceAll(
                            r ->
                                r instanceof MXRecord mx && mx.getPriority() == 20
                                    ? SignedZone.withTtl(r, 100)
                                    : r)),
        fault("sig-ttl-differs", "secure, but cached for another time (RFC 4034 3)")
            .must("SIG-TTL")
            .blocks(
                w -> {
                  RRSIGRecord r = w.someDataRrsig();
                  w.zone().replace(r, SignedZone.withTtl(r, r.getTTL() + 60));
                }),
        fault("sig-original-ttl-higher", "secure; cached no longer than the lower TTL")
            .must("SIG-TTL")
            .blocks(w -> resign(w, f -> f.withOriginalTtl(f.originalTtl() * 2))),
        fault("sig-original-ttl-lower", "secure; validators cap the TTL (RFC 4035 5.3.3)")
            .must("SIG-TTL")
            .blocks(w -> resign(w, f -> f.withOriginalTtl(f.originalTtl() - 1))),
        fault("sig-ttl-cut-to-its-validity", "none: validators cut it too (RFC 4035 5.3.3)")
            .must("SIG-TTL")
            .warns(w -> longTtl(w, VALIDITY)),
        fault("sig-ttl-longer-than-that-of-its-rrset", "none: validators cut it")
            .must("SIG-TTL")
            .blocks(w -> longTtl(w, 31 * 86_400)),
        fault("sig-ttl-cut-and-another-in-its-original-ttl", "secure, but cached for another time")
            .must("SIG-TTL")
            .blocks(
                w -> {
                  RRSIGRecord r = longTtl(w, VALIDITY);
                  w.zone()
                      .resign(
                          r.getName(),
                          r.getTypeCovered(),
                          w.zsk(),
                          f -> f.withOriginalTtl(VALIDITY));
                }),
        fault("record-given-twice-with-two-ttls", "which of the two is kept is up to the server")
            .must("SIG-TTL")
            .may("ZONE-RULES")
            .blocks(
                w ->
                    w.rewrite(
                        t -> t + addressOfWww(t).replaceFirst("\\s\\d+\\s", "\t17\t") + "\n")),
        twin("ttl-differs-between-types", "one TTL per RRset, not per name", "SIG-TTL")
            .passes(w -> w.addUnsigned("www.nic 17 IN TXT \"short-lived\"")),
        twin("ttl-zero", "never cached, but legal", "SIG-TTL")
            .passes(w -> w.addUnsigned("www.nic 0 IN TXT \"not cached\"")),
        fault("sig-65-octets", ONE_BOGUS)
            .must("SIG-LENGTH")
            .mayLoseSignature()
            .blocks(w -> w.zone().replaceSignature(w.someDataRrsig(), RrsigFieldFaults::prepend)),
        fault("sig-der-encoded", ONE_BOGUS + " (RFC 6605 4: r and s only)")
            .must("SIG-LENGTH")
            .mayLoseSignature()
            .blocks(w -> w.zone().replaceSignature(w.someDataRrsig(), RrsigFieldFaults::der)),
        fault("sig-ed25519-63-octets", ONE_BOGUS)
            .must("SIG-LENGTH")
            .mayLoseSignature()
            .blocks(
                w -> {
                  w.keys(SigningKeys.pair(KeyAlgorithm.ED25519, w.seed()));
                  w.zone().replaceSignature(w.someDataRrsig(), s -> Arrays.copyOf(s, 63));
                }),
        fault("sig-rsa-one-octet-short", ONE_BOGUS)
            .must("SIG-LENGTH")
            .mayLoseSignature()
            .blocks(
                w -> {
                  w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA256));
                  w.zone()
                      .replaceSignature(w.someDataRrsig(), s -> Arrays.copyOfRange(s, 1, s.length));
                }),
        fault("sig-labels-low", ONE_BOGUS + ": a wildcard answer without proof (RFC 4035 5.3.4)")
            .must("SIG-LABELS")
            .may("SIG-VERIFY", "SIG-COVERAGE", "ALG-COMPLETE")
            .blocks(w -> resign(w, f -> f.withLabels(f.labels() - 1))),
        fault("sig-labels-high", ONE_BOGUS + " (RFC 4035 5.3.1)")
            .must("SIG-LABELS")
            .mayLoseSignature()
            .blocks(w -> resign(w, f -> f.withLabels(f.labels() + 1))),
        twin("wildcard-at-the-apex", "the asterisk does not count", "SIG-LABELS")
            .passes(w -> w.addUnsigned("* IN TXT \"any name\"")),
        twin("wildcard-that-is-none", "an inner asterisk counts (RFC 4592 2.1.1)", "SIG-LABELS")
            .passes(w -> w.addUnsigned("a.*.inner IN TXT \"no wildcard\"")));
  }

  /** An RRset with a TTL of 30 days, and an RRSIG with another one. */
  private static RRSIGRecord longTtl(Workshop w, int ofRrsig) {
    w.addUnsigned("long.nic 2592000 IN TXT \"kept for long\"");
    RRSIGRecord r = w.zone().rrsigs(w.name("long.nic"), Type.TXT).get(0);
    w.zone().replace(r, SignedZone.withTtl(r, ofRrsig));
    return r;
  }

  private static String addressOfWww(String zone) {
    return zone.lines()
        .filter(line -> line.startsWith("www.nic.") && line.contains("\tA\t"))
        .findFirst()
        .orElseThrow();
  }

  /** Signs one RRset below the apex, which is no wildcard, with changed fields. */
  private static void resign(Workshop w, UnaryOperator<RrsigFields> change) {
    List<RRSIGRecord> below =
        w.zone().rrsigs().stream()
            .filter(r -> !r.getName().equals(Workshop.ORIGIN) && !r.getName().isWild())
            .filter(r -> r.getTypeCovered() != Type.NSEC)
            .toList();
    RRSIGRecord r = w.pick(below);
    w.zone().resign(r.getName(), r.getTypeCovered(), w.zsk(), change);
  }

  private static byte[] prepend(byte[] signature) {
    byte[] longer = new byte[signature.length + 1];
    System.arraycopy(signature, 0, longer, 1, signature.length);
    return longer;
  }

  private static byte[] der(byte[] signature) {
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, 32));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    try {
      return StandardDSAEncoding.INSTANCE.encode(P256_ORDER, r, s);
    } catch (IOException e) {
      throw new IllegalStateException("a P-256 signature must have a DER form", e);
    }
  }
}
