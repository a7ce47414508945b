package io.zonegate.attest;

import java.security.PublicKey;

/** A key pair that signs attestations, wherever its private half is. */
public interface AttestSigner {
  /**
   * Signs with Ed25519 (RFC 8032).
   *
   * @return 64 octets; the caller verifies them
   * @throws AttestationException if the key cannot be used now
   */
  byte[] sign(byte[] octets) throws AttestationException;

  /** The public half. */
  PublicKey publicKey();
}
