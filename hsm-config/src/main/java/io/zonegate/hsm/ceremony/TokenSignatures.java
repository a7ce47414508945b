package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.Tokens;

/** Signatures that a token makes outside of a zone, each verified in software before it is used. */
final class TokenSignatures {

  private final Tokens tokens;

  /** Signatures by the first token that holds the key. */
  TokenSignatures(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Signs.
   *
   * @param what what is signed, for messages
   * @throws HsmException when the token fails, or any of the configuration cannot be reached
   * @throws CeremonyException when the signature does not verify
   */
  byte[] sign(ZoneKey key, byte[] message, String what) {
    Token token = tokens.holding(key.role().name(), key.group()).get(0);
    DnskeyRdata dnskey = key.dnskey();
    byte[] signature = token.sign(key.id(), dnskey, message);
    if (!new SoftwareVerifier(dnskey).verify(message, signature)) {
      throw new CeremonyException(
          what
              + ": the signature that token "
              + token.label()
              + " made with "
              + key
              + " does not verify; nothing was written. Run \"keys prove\" and take the token out.");
    }
    return signature;
  }
}
