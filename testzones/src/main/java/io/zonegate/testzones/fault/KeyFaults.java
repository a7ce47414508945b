package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.KeyRole;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SoftwareKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.xbill.DNS.Type;

/** DNSKEY records that are no legal keys (KEY-FORM). */
final class KeyFaults {

  private static final String UNUSED = "none while another key signs; but the key cannot be used";

  private KeyFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("key-no-zone-flag", "bogus: such a key must not verify RRSIGs (RFC 4034 2.1.1)")
            .must("KEY-FORM")
            .mayLoseSignature()
            .may("SIG-KEY")
            .blocks(w -> w.keys(w.plan().keys().withZoneSigners(List.of(w.zsk().withFlags(0))))),
        fault("key-bad-protocol", "bogus: the key is invalid (RFC 4034 2.1.2)")
            .must("KEY-FORM")
            .mayLoseSignature()
            .may("SIG-KEY")
            .blocks(w -> w.keys(w.plan().keys().withZoneSigners(List.of(w.zsk().withProtocol(2))))),
        fault("key-point-off-curve", UNUSED)
            .must("KEY-FORM")
            .blocks(
                w -> {
                  byte[] key = p256(w).publicKey();
                  key[63] ^= 1;
                  w.keys(w.plan().keys().plusStandby(p256(w).withPublicKey(key)));
                }),
        fault("key-p256-short", UNUSED)
            .must("KEY-FORM")
            .blocks(
                w -> {
                  byte[] key = Arrays.copyOf(p256(w).publicKey(), 63);
                  w.keys(w.plan().keys().plusStandby(p256(w).withPublicKey(key)));
                }),
        fault("key-p256-with-point-prefix", UNUSED)
            .must("KEY-FORM")
            .blocks(
                w -> {
                  byte[] key = new byte[65];
                  key[0] = 4;
                  System.arraycopy(p256(w).publicKey(), 0, key, 1, 64);
                  w.keys(w.plan().keys().plusStandby(p256(w).withPublicKey(key)));
                }),
        fault("key-ed25519-short", UNUSED)
            .must("KEY-FORM")
            .blocks(
                w -> {
                  w.keys(SigningKeys.pair(KeyAlgorithm.ED25519, w.seed()));
                  SoftwareKey good =
                      SoftwareKey.generate(KeyAlgorithm.ED25519, KeyRole.ZSK, ~w.seed());
                  byte[] key = Arrays.copyOf(good.publicKey(), 31);
                  w.keys(w.plan().keys().plusStandby(good.withPublicKey(key)));
                }),
        fault("key-rsa-exponent-zero", UNUSED)
            .must("KEY-FORM")
            .blocks(w -> rsaStandby(w, BigInteger.ZERO, modulus(2048))),
        fault("key-rsa-exponent-even", UNUSED)
            .must("KEY-FORM")
            .blocks(w -> rsaStandby(w, BigInteger.valueOf(65_536), modulus(2048))),
        fault("key-rsa-modulus-even", UNUSED)
            .must("KEY-FORM")
            .blocks(w -> rsaStandby(w, exponent(), modulus(2048).clearBit(0))),
        fault("key-rsa-modulus-of-16384-bits", "slow or refused; RFC 5702 2 ends at 4096 bits")
            .oneOf("KEY-FORM", "KEY-ALGORITHM")
            .may("KEY-RESPONSE-SIZE")
            .blocks(w -> rsaStandby(w, exponent(), modulus(16_384))),
        fault("key-rsa-exponent-beyond-end", UNUSED)
            .must("KEY-FORM")
            .blocks(
                w -> {
                  w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA256));
                  byte[] key = w.zsk().publicKey();
                  key[0] = 0;
                  key[1] = (byte) 0xff;
                  w.keys(w.plan().keys().plusStandby(w.zsk().withPublicKey(key)));
                }),
        fault(
                "key-of-another-use",
                "none: such a key may be there and verifies nothing (RFC 4035 2.1)")
            .must("KEY-FORM")
            .warns(w -> w.keys(w.plan().keys().plusStandby(p256(w).withFlags(0)))),
        fault(
                "key-below-the-apex",
                "BIND rejects that RRset: its owner is the name of no zone (RFC 4034 2.1.1)")
            .must("ZONE-RULES")
            .blocks(w -> addBelowTheApex(w, 256)),
        fault(
                "key-of-another-use-below-the-apex",
                "BIND rejects that RRset; it may be there (RFC 4034 2.1.1)")
            .must("ZONE-RULES")
            .warns(w -> addBelowTheApex(w, 0)),
        twin("key-zsk-with-sep-flag", "SEP is a hint only (RFC 4034 2.1.1)", "KEY-FORM")
            .passes(w -> w.keys(w.plan().keys().withZoneSigners(List.of(w.zsk().withFlags(257))))),
        twin("key-rsa-exponent-3", "legal, if old-fashioned (RFC 3110 2)", "KEY-FORM")
            .passes(w -> w.keys(TestKeys.rsaExponent3())));
  }

  private static SoftwareKey p256(Workshop w) {
    return SoftwareKey.generate(KeyAlgorithm.ECDSAP256, KeyRole.ZSK, ~w.seed());
  }

  private static void addBelowTheApex(Workshop w, int flags) {
    String key = Base64.getEncoder().encodeToString(p256(w).publicKey());
    w.addUnsigned("www.nic IN DNSKEY " + flags + " 3 13 " + key);
    // A DNSKEY RRset is the KSK's to sign at the apex alone.
    w.zone().resign(w.name("www.nic"), Type.DNSKEY, w.zsk(), fields -> fields);
  }

  private static BigInteger exponent() {
    return BigInteger.valueOf(65_537);
  }

  /** An odd number of exactly so many bits; nobody signs with it, so it need not be a product. */
  private static BigInteger modulus(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(0x2_0002_0001L));
  }

  private static void rsaStandby(Workshop w, BigInteger exponent, BigInteger modulus) {
    w.keys(TestKeys.rsaPair(KeyAlgorithm.RSASHA256));
    byte[] key = SoftwareKey.rsaPublicKey(exponent, modulus);
    w.keys(w.plan().keys().plusStandby(w.zsk().withPublicKey(key)));
  }
}
