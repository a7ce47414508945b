package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.key.KeyRole;

/**
 * A key of the DNSKEY RRset that is to be signed.
 *
 * @param dnskey the key
 * @param use what it is there for
 */
public record CeremonyKey(DnskeyRdata dnskey, KeyUse use) {

  /** Refuses a use that the flags contradict, and a public key that nothing could verify with. */
  public CeremonyKey {
    if (!use.allows(dnskey.flags())) {
      throw new IllegalArgumentException(
          "DNSKEY "
              + dnskey.keyTag()
              + " has flags "
              + dnskey.flags()
              + "; it is no "
              + use.word());
    }
    SoftwareVerifier unused = new SoftwareVerifier(dnskey);
  }

  /** For messages: {@code ZSK 12345 alg 13}. */
  static String shown(DnskeyRdata dnskey) {
    return (dnskey.flags() == KeyRole.KSK.flags() ? KeyRole.KSK : KeyRole.ZSK)
        + " "
        + dnskey.keyTag()
        + " alg "
        + dnskey.algorithm().number();
  }

  @Override
  public String toString() {
    return shown(dnskey);
  }
}
