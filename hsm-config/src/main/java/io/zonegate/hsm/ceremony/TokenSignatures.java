package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.SoftwareVerifier;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.HsmException;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.Tokens;

/** Signatures that a token makes outside of a zone, each verified in software before it is used. */
final class TokenSignatures {

  private final Token token;

  /**
   * Signatures of keys of a role, by the first token that holds them.
   *
   * @throws HsmException when a token of the configuration cannot be reached
   */
  TokenSignatures(Tokens tokens, KeyRole role) {
    token = tokens.holding(role.name()).get(0);
  }

  /**
   * Signs.
   *
   * @param what what is signed, for messages
   * @throws HsmException when the token fails
   * @throws CeremonyException when the signature does not verify
   */
  byte[] sign(ZoneKey key, byte[] message, String what) {
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
