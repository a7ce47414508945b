package io.zonegate.verifier.check.keys;

import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.RecordType;

/** KEY-FORM. */
@CheckInfo(
    id = "KEY-FORM",
    title = "Every DNSKEY has sound flags, protocol and key material",
    group = CheckGroup.KEYS,
    strictness = Strictness.UNUSED_DATA,
    citation =
        "RFC 4034 section 2.1; RFC 4035 section 2.1; RFC 3110 section 2; RFC 6605 section 4; RFC 8080 section 3",
    examines = "DNSKEYs",
    explanation =
        """
        The Zone Key bit is set, the protocol is 3, and the key material is legal for its algorithm: RSA \
        modulus of 512 to 4,096 bits and an odd exponent from 3 to 35 bits, a P-256 key of 64 octets and \
        a P-384 key of 96 octets on their curve, an Ed25519 key of 32 octets, an Ed448 key of 57 octets. \
        Validators ignore a key that is none of this. A key without the Zone Key bit that no RRSIG names is \
        legal, as one of another use, and warned of.""",
    remedy = "Take the key out of the DNSKEY RRset and look at how it was exported from the HSM.")
public final class KeyFormCheck extends DnskeyCheck {
  @Override
  protected void examine(Candidate candidate, Examination examination) {
    for (KeyRing.Entry entry : candidate.keys().entries()) {
      examination.examined(1);
      Dnskey key = entry.dnskey();
      if (!key.isZoneKey()) {
        boolean signs = signs(candidate, key);
        examination.report(
            signs ? Severity.BLOCK : Severity.WARN,
            0,
            RecordType.DNSKEY,
            key.record(),
            () ->
                "DNSKEY "
                    + key
                    + " has flags "
                    + key.flags()
                    + " without the Zone Key bit (256)"
                    + (signs ? ", and RRSIGs name it" : ""));
      }
      if (key.protocol() != 3) {
        examination.block(
            0,
            RecordType.DNSKEY,
            key.record(),
            () -> "DNSKEY " + key + " has protocol " + key.protocol() + "; it must be 3");
      }
      if (entry.fault() != null) {
        examination.block(
            0, RecordType.DNSKEY, key.record(), () -> "DNSKEY " + key + ": " + entry.fault());
      }
    }
  }

  /** Whether RRSIGs name the key, and no key that may verify them has the same name. */
  private static boolean signs(Candidate candidate, Dnskey key) {
    return candidate.keys().find(key.keyTag(), key.algorithm()).stream()
            .noneMatch(e -> e.dnskey().isUsable())
        && candidate.signatures().counts().stream()
            .anyMatch(c -> c.keyTag() == key.keyTag() && c.algorithm() == key.algorithm());
  }
}
